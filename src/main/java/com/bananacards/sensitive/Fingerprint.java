package com.bananacards.sensitive;

import java.util.Arrays;

/** A keyed digest, and the id of the key that made it: 32 bytes. */
@SuppressWarnings("ArrayRecordComponent") // carried between columns, compared by the method below
public record Fingerprint(String keyId, byte[] bytes) {

    /** True when it is the same digest. */
    public boolean is(byte[] other) {
        return Arrays.equals(bytes, other);
    }

    @Override
    public String toString() {
        return "Fingerprint by " + keyId;
    }
}
