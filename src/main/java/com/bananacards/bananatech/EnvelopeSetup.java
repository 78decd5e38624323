package com.bananacards.bananatech;

import com.bananacards.bananatech.envelope.EnvelopeKey;
import com.bananacards.bananatech.envelope.Envelopes;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the envelopes out of the configured Secret Keys; a bad key stops the start. */
final class EnvelopeSetup {

    @Produces
    @Singleton
    Envelopes envelopes(BananatechConfig config) {
        return new Envelopes(config.secretKeys().stream()
                .map(String::strip)
                .map(secret -> EnvelopeKey.of(
                        secret, config.keyEncoding().aes(), config.keyEncoding().hmac()))
                .toList());
    }
}
