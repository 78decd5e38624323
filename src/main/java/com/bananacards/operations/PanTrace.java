package com.bananacards.operations;

import com.bananacards.sensitive.Fingerprints;
import com.bananacards.sensitive.Pan;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** All that is kept of a card number: its last four digits, and the keyed fingerprint by which it is found again. */
@SuppressWarnings("ArrayRecordComponent") // carried between columns, never compared
@Embeddable
public record PanTrace(
        String last4, @Column(name = "pan_fingerprint") byte[] fingerprint) {

    public static PanTrace of(Pan pan, Fingerprints fingerprints) {
        return new PanTrace(pan.last4(), fingerprints.of(pan));
    }

    @Override
    public String toString() {
        return "***" + last4;
    }
}
