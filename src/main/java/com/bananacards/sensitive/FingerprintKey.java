package com.bananacards.sensitive;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One root key and what is derived from it: a key for each use, and an id that says nothing of it. */
final class FingerprintKey {

    private static final String HMAC = "HmacSHA256";
    private static final int ID_BYTES = 6;

    private final String id;
    private final byte[] panKey;
    private final byte[] bodyKey;

    private FingerprintKey(byte[] root) {
        id = HexFormat.of().formatHex(hmac(root, "key-id"), 0, ID_BYTES);
        panKey = hmac(root, "pan");
        bodyKey = hmac(root, "request-body");
    }

    static FingerprintKey parse(String base64) {
        return new FingerprintKey(DataKey.decode(base64));
    }

    String id() {
        return id;
    }

    Fingerprint ofPan(Pan pan) {
        return new Fingerprint(id, hmac(panKey, pan.reveal()));
    }

    Fingerprint ofBody(String canonical) {
        return new Fingerprint(id, hmac(bodyKey, canonical));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(cause);
        }
    }

    @Override
    public String toString() {
        return "FingerprintKey " + id + " ***";
    }
}
