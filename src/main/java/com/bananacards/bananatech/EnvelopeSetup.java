package com.bananacards.bananatech;

import com.bananacards.bananatech.envelope.EnvelopeKey;
import com.bananacards.bananatech.envelope.Envelopes;
import com.bananacards.sensitive.KeyKind;
import com.bananacards.sensitive.KeyUses;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import java.util.List;

/** Makes the envelopes out of the configured Secret Keys; a bad key stops the start. */
final class EnvelopeSetup {

    @Produces
    @Singleton
    Envelopes envelopes(BananatechConfig config, KeyUses uses) {
        List<EnvelopeKey> keys = config.secretKeys().stream()
                .map(String::strip)
                .map(secret -> EnvelopeKey.of(
                        secret, config.keyEncoding().aes(), config.keyEncoding().hmac()))
                .toList();
        uses.configured(KeyKind.SECRET, keys.stream().map(EnvelopeKey::id).toList());
        return new Envelopes(keys, id -> uses.used(KeyKind.SECRET, id));
    }
}
