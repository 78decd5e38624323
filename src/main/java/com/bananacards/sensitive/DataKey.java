package com.bananacards.sensitive;

import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** One data key with the id under which sealed rows name it. */
record DataKey(String id, SecretKey key) {

    static final int KEY_BYTES = 32;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,32}");

    /** @throws IllegalArgumentException naming the fault, never the key */
    static DataKey parse(String idAndKey) {
        int colon = idAndKey.indexOf(':');
        if (colon < 1 || !ID.matcher(idAndKey.substring(0, colon)).matches()) {
            throw new IllegalArgumentException(
                    "a data key is written id:base64, the id 1 to 32 of A-Z a-z 0-9 _ . -");
        }
        return new DataKey(idAndKey.substring(0, colon), aes(idAndKey.substring(colon + 1)));
    }

    private static SecretKey aes(String base64) {
        return new SecretKeySpec(decode(base64), "AES");
    }

    /** The 32 bytes of a base64 text. */
    static byte[] decode(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("a key is not base64", null);
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "a key has %d bytes instead of %d", bytes.length, KEY_BYTES));
        }
        return bytes;
    }

    @Override
    public String toString() {
        return "DataKey " + id + " ***";
    }
}
