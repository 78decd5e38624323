package com.bananacards.sensitive;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Vouches for texts that are kept where others may write: HMAC-SHA256 under keys derived from the data keys, each for
 * this purpose alone. The first key vouches, all are known.
 */
@Singleton
public class Attestation {

    private static final String HMAC = "HmacSHA256";
    private static final String PURPOSE = "bananacards attestation 1";

    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    private final String vouching;
    private final SecretKeySpec vouchingKey;

    @Inject
    Attestation(SensitiveConfig config) {
        this(config.dataKeys());
    }

    Attestation(List<String> configured) {
        List<DataKey> parsed = configured.stream().map(DataKey::parse).toList();
        parsed.forEach(key -> keys.put(key.id(), derived(key)));
        vouching = parsed.getFirst().id();
        vouchingKey = derived(parsed.getFirst());
    }

    private static SecretKeySpec derived(DataKey key) {
        SecretKeySpec root = new SecretKeySpec(key.key().getEncoded(), HMAC);
        return new SecretKeySpec(hmac(root, PURPOSE), HMAC);
    }

    /** @param mac 32 bytes */
    public record Voucher(String keyId, byte[] mac) {}

    public Voucher vouch(String text) {
        return new Voucher(vouching, hmac(vouchingKey, text));
    }

    /** Whether the text is the one that was vouched for; empty when the key is gone and nobody can say. */
    public Optional<Boolean> holds(String text, Voucher voucher) {
        return Optional.ofNullable(keys.get(voucher.keyId()))
                .map(key -> MessageDigest.isEqual(hmac(key, text), voucher.mac()));
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(cause);
        }
    }
}
