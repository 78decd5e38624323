package com.bananacards.bananatech;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The identity of an effect, made from what the fact says: the same however often, and by whichever way, it is told.
 * The issuer's time comes first, so that new keys land at the warm end of their index.
 */
public final class EffectKey implements Comparable<EffectKey> {

    private static final int DIGEST_BYTES = 16;

    private final byte[] bytes;

    private EffectKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The key of a fact with these distinguishing parts; a null part is a part. */
    static EffectKey of(@Nullable Instant at, @Nullable Object... parts) {
        String text = String.join("|", Arrays.stream(parts).map(String::valueOf).toList());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
            return new EffectKey(ByteBuffer.allocate(Long.BYTES + DIGEST_BYTES)
                    .putLong(at == null ? 0 : at.toEpochMilli())
                    .put(digest, 0, DIGEST_BYTES)
                    .array());
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** A key as it was kept. */
    public static EffectKey ofBytes(byte[] kept) {
        return new EffectKey(kept.clone());
    }

    /** As it is kept. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The issuer's time that it begins with; empty for a fact without one. */
    public Optional<Instant> at() {
        long millis = ByteBuffer.wrap(bytes).getLong();
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    @Override
    public int compareTo(EffectKey other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EffectKey key && Arrays.equals(key.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
