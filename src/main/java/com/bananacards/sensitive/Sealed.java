package com.bananacards.sensitive;

/** What was sealed, and the id of the data key that opens it. */
@SuppressWarnings("ArrayRecordComponent") // carried from the cipher to a column, never compared
public record Sealed(String keyId, byte[] bytes) {

    @Override
    public String toString() {
        return "Sealed by " + keyId;
    }
}
