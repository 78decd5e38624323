package com.bananacards.testsupport;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The keys of one test run. The Secret Key is the one of the documented test vectors. */
public final class TestKeys {

    public static final String MERCHANT_ID = "0b4a0a6e-0000-4000-8000-000000000001";
    public static final String SECRET = "00112233445566778899aabbccddeeff";
    public static final String DATA_KEY =
            "test-1:" + Base64.getEncoder().encodeToString(new byte[32]);
    public static final String FINGERPRINT_KEY =
            Base64.getEncoder().encodeToString("fingerprint-key-of-the-test-run!".getBytes());

    private static final KeyPair TOKENS = rsa();

    private TestKeys() {}

    public static String tokenPublicKey() {
        return Base64.getEncoder().encodeToString(TOKENS.getPublic().getEncoded());
    }

    static KeyPair tokens() {
        return TOKENS;
    }

    static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
