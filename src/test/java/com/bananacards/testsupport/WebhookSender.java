package com.bananacards.testsupport;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Plays the issuer's sending side by hand: its own crypto, so that it can also lie. */
public final class WebhookSender {

    public static final String PATH = "/webhooks/bananatech";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BLOCK = 16;

    private WebhookSender() {}

    /** An envelope of this event as the issuer would make it. */
    public static Map<String, Object> envelope(String type, Map<String, ?> payload) {
        return envelope(type, json(payload), TestKeys.SECRET);
    }

    /** An envelope of any text, made with any secret. */
    public static Map<String, Object> envelope(String type, String plain, String secret) {
        return signed(type, encrypt(plain, secret), secret);
    }

    /** An envelope of a ciphertext that may be none. */
    public static Map<String, Object> signed(String type, String payload, String secret) {
        return Map.of("encrypted_payload", payload, "type", type, "hmac", hmac(payload, secret));
    }

    public static Response post(Object envelope) {
        return RestAssured.given().contentType(ContentType.JSON).body(envelope).post(PATH);
    }

    /** Posts an event; it must be taken. */
    public static void deliver(String type, Map<String, ?> payload) {
        post(envelope(type, payload)).then().statusCode(200);
    }

    private static String json(Map<String, ?> payload) {
        return new io.vertx.core.json.JsonObject(Map.copyOf(payload)).encode();
    }

    private static String encrypt(String plain, String secret) {
        Evidence.ofThisRun().noteSecretsIn(plain);
        try {
            byte[] iv = new byte[BLOCK];
            RANDOM.nextBytes(iv);
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(bytes(secret), "AES"),
                    new IvParameterSpec(iv));
            byte[] sealed = cipher.doFinal(bytes(plain));
            byte[] whole = new byte[BLOCK + sealed.length];
            System.arraycopy(iv, 0, whole, 0, BLOCK);
            System.arraycopy(sealed, 0, whole, BLOCK, sealed.length);
            return Base64.getEncoder().encodeToString(whole);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** The signature of these base64 characters. */
    public static String hmac(String payload, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(secret), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(bytes(payload)));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
