package com.bananacards.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The sandbox's own reading of the envelope: AES-CBC with a leading IV, base64, and an HMAC-SHA256
 * over the base64 text. Written apart from the client's, so that a shared mistake cannot hide.
 */
final class Seal {

    private static final int IV_BYTES = 16;

    private final SecretKeySpec aesKey;
    private final SecretKeySpec hmacKey;
    private final SecureRandom random = new SecureRandom();

    Seal(String secret, KeyEncoding aes, KeyEncoding hmac) {
        byte[] key = aes.decode(secret);
        if (key.length != 16 && key.length != 24 && key.length != 32) {
            throw new IllegalArgumentException("the AES key has " + key.length + " bytes");
        }
        aesKey = new SecretKeySpec(key, "AES");
        hmacKey = new SecretKeySpec(hmac.decode(secret), "HmacSHA256");
    }

    String seal(String plaintext) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        return seal(plaintext, iv);
    }

    String seal(String plaintext, byte[] iv) {
        byte[] text = plaintext.getBytes(StandardCharsets.UTF_8);
        byte[] sealed = new byte[0];
        try {
            sealed = cipher(Cipher.ENCRYPT_MODE, iv).doFinal(text);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("this JVM cannot encrypt", broken);
        }
        byte[] whole = new byte[IV_BYTES + sealed.length];
        System.arraycopy(iv, 0, whole, 0, IV_BYTES);
        System.arraycopy(sealed, 0, whole, IV_BYTES, sealed.length);
        return Base64.getEncoder().encodeToString(whole);
    }

    String open(String payload) {
        try {
            byte[] whole = Base64.getDecoder().decode(payload);
            byte[] iv = new byte[IV_BYTES];
            System.arraycopy(whole, 0, iv, 0, IV_BYTES);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, iv);
            byte[] text = cipher.doFinal(whole, IV_BYTES, whole.length - IV_BYTES);
            return new String(text, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            throw new BadEnvelope("payload malformed");
        }
    }

    String sign(String payload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(hmacKey);
            byte[] digest = mac.doFinal(payload.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("this JVM cannot sign", broken);
        }
    }

    boolean genuine(String payload, String hmac) {
        byte[] expected = sign(payload).getBytes(StandardCharsets.UTF_8);
        byte[] given = hmac.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, given);
    }

    private Cipher cipher(int mode, byte[] iv) throws GeneralSecurityException {
        // Java's PKCS5Padding is PKCS7 for AES' block size.
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, aesKey, new IvParameterSpec(iv));
        return cipher;
    }
}
