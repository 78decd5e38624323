package com.bananacards.testsupport;

import io.vertx.core.json.JsonObject;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts as a page does with WebCrypto: RSA-OAEP with SHA-256, AES-GCM of 256 bits with an IV of 12 bytes and a tag of
 * 16. Made of the JDK's crypto alone, so that it can't agree with the service's library by accident.
 */
public final class BrowserCrypto {

    private static final int TAG_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private BrowserCrypto() {}

    /** A secret for one card or cardholder, made now. */
    public static String encrypt(Map<String, ?> jwk, String member, String secret, String subject) {
        return encrypt(jwk, member, secret, subject, System.currentTimeMillis() / 1000);
    }

    public static String encrypt(
            Map<String, ?> jwk, String member, String secret, String subject, long issuedAt) {
        Evidence.ofThisRun().noteSecretsIn(secret);
        String claims = new JsonObject()
                .put(member, secret)
                .put("sub", subject)
                .put("iat", issuedAt)
                .encode();
        return compact(
                jwk,
                new JsonObject()
                        .put("alg", "RSA-OAEP-256")
                        .put("enc", "A256GCM")
                        .put("kid", jwk.get("kid")),
                claims);
    }

    /** Any header over any text. */
    public static String compact(Map<String, ?> jwk, JsonObject header, String plain) {
        try {
            byte[] key = random(32);
            byte[] iv = random(12);
            String protectedHeader = base64(header.encode().getBytes(StandardCharsets.UTF_8));
            Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
            aes.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(TAG_BYTES * 8, iv));
            aes.updateAAD(protectedHeader.getBytes(StandardCharsets.US_ASCII));
            byte[] whole = aes.doFinal(plain.getBytes(StandardCharsets.UTF_8));
            int length = whole.length - TAG_BYTES;
            return String.join(
                    ".",
                    protectedHeader,
                    base64(wrapped(jwk, key)),
                    base64(iv),
                    base64(Arrays.copyOf(whole, length)),
                    base64(Arrays.copyOfRange(whole, length, whole.length)));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static byte[] wrapped(Map<String, ?> jwk, byte[] key) throws GeneralSecurityException {
        Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
        rsa.init(
                Cipher.ENCRYPT_MODE,
                KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e"))),
                new OAEPParameterSpec(
                        "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        return rsa.doFinal(key);
    }

    private static BigInteger number(Map<String, ?> jwk, String member) {
        return new BigInteger(1, Base64.getUrlDecoder().decode((String) jwk.get(member)));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
