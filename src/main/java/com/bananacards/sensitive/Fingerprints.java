package com.bananacards.sensitive;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed digests (HMAC-SHA256, 32 bytes) that say "the same as before" and nothing else. Keyed, because the digest of
 * a card number without a key can be reversed by trying all numbers (PCI DSS 3.5.1.1).
 */
@Singleton
public class Fingerprints {

    private static final String HMAC = "HmacSHA256";

    private final byte[] panKey;
    private final byte[] bodyKey;

    @Inject
    Fingerprints(SensitiveConfig config) {
        this(config.fingerprintKey());
    }

    Fingerprints(String base64Key) {
        byte[] root = DataKey.decode(base64Key);
        panKey = hmac(root, bytes("pan"));
        bodyKey = hmac(root, bytes("request-body"));
    }

    /** @throws IllegalArgumentException saying what is wrong with this key, never showing it */
    public static void check(String base64Key) {
        DataKey.decode(base64Key);
    }

    /** The fingerprint under which a card number is found again. */
    public byte[] of(Pan pan) {
        return hmac(panKey, bytes(pan.reveal()));
    }

    /** The digest of a request body: tells whether a repeated request is the same one. */
    public byte[] ofBody(String canonical) {
        return hmac(bodyKey, bytes(canonical));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text);
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(cause);
        }
    }
}
