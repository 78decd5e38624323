package com.bananacards.operations;

import com.bananacards.sensitive.Fingerprint;
import com.bananacards.sensitive.Fingerprints;
import com.bananacards.sensitive.Pan;

import java.util.Comparator;
import java.util.List;

/**
 * A card number as it was seen just now: its traces under every active fingerprint key. Kept is that of the first key;
 * it is found under all of them.
 */
public record SeenPan(String last4, List<Fingerprint> fingerprints) {

    public static SeenPan of(Pan pan, Fingerprints fingerprints) {
        return new SeenPan(pan.last4(), fingerprints.of(pan));
    }

    /** What is kept of it. */
    public PanTrace trace() {
        return PanTrace.of(last4, fingerprints.getFirst());
    }

    /** True when this digest is of this number. */
    public boolean is(byte[] fingerprint) {
        return fingerprints.stream().anyMatch(one -> one.is(fingerprint));
    }

    /** True when a digest by this key could be told from this number's. */
    public boolean isComparableUnder(String keyId) {
        return fingerprints.stream().anyMatch(one -> one.keyId().equals(keyId));
    }

    /** The digests by which it is looked up. */
    public List<byte[]> digests() {
        return fingerprints.stream().map(Fingerprint::bytes).toList();
    }

    /** The digest by which replicas agree on a lock, whichever of the keys each of them has first. */
    public byte[] agreed() {
        return fingerprints.stream()
                .min(Comparator.comparing(Fingerprint::keyId))
                .orElseThrow()
                .bytes();
    }
}
