package com.bananacards.sensitive;

import com.bananacards.testsupport.TestKeys;

/** Fingerprints without Quarkus, under the tests' key. */
public final class FingerprintsInMemory {

    private FingerprintsInMemory() {}

    public static Fingerprints ofTheTests() {
        return new Fingerprints(TestKeys.FINGERPRINT_KEY);
    }
}
