package com.bananacards.operations;

import com.bananacards.sensitive.Fingerprint;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

import org.jspecify.annotations.Nullable;

/**
 * All that is kept of a card number: its last four digits, the keyed fingerprint by which it is found again, and which
 * key that is of.
 *
 * @param keyId null for one that was made before the key was noted
 */
@SuppressWarnings("ArrayRecordComponent") // carried between columns, never compared
@Embeddable
public record PanTrace(
        String last4,
        @Column(name = "pan_fingerprint") byte[] fingerprint,
        @Column(name = "pan_key") @Nullable String keyId) {

    static PanTrace of(String last4, Fingerprint fingerprint) {
        return new PanTrace(last4, fingerprint.bytes(), fingerprint.keyId());
    }

    @Override
    public String toString() {
        return "***" + last4;
    }
}
