package com.bananacards.sensitive;

import com.bananacards.testsupport.TestKeys;

import java.util.List;

/** Makes what a replica with the older keys would have made. */
public final class OldKeys {

    private OldKeys() {}

    public static Sealing sealing() {
        return new Sealing(List.of(TestKeys.OLD_DATA_KEY), KeyUsesInMemory.unheard());
    }

    public static Fingerprints fingerprints() {
        return new Fingerprints(List.of(TestKeys.OLD_FINGERPRINT_KEY), KeyUsesInMemory.unheard());
    }
}
