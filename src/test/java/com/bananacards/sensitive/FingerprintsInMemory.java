package com.bananacards.sensitive;

import com.bananacards.testsupport.TestKeys;

import java.util.List;

/** Fingerprints without Quarkus, under the tests' key. */
public final class FingerprintsInMemory {

    private FingerprintsInMemory() {}

    public static Fingerprints ofTheTests() {
        return new Fingerprints(List.of(TestKeys.FINGERPRINT_KEY), KeyUsesInMemory.unheard());
    }
}
