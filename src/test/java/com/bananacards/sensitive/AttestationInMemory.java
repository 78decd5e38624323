package com.bananacards.sensitive;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Attestation under a key of a test's own. */
public final class AttestationInMemory {

    private AttestationInMemory() {}

    public static Attestation of(String keyId) {
        return of(keyId, (byte) 1);
    }

    public static Attestation of(String keyId, byte fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, fill);
        return new Attestation(List.of(keyId + ":" + Base64.getEncoder().encodeToString(key)));
    }
}
