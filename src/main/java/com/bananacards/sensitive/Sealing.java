package com.bananacards.sensitive;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals what has to be kept although it holds card data: AES-256-GCM under the service's own data keys, bound to the
 * row it is kept in, so that a sealed value moved to another row does not open.
 */
@Singleton
public class Sealing {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    /** One for each event loop: to look for a provider costs more than to seal a webhook. */
    private static final ThreadLocal<Cipher> AES = ThreadLocal.withInitial(Sealing::newCipher);

    private final Map<String, DataKey> keys = new LinkedHashMap<>();
    private final DataKey sealingKey;
    private final KeyUses uses;
    private final SecureRandom random = new SecureRandom();

    @Inject
    Sealing(SensitiveConfig config, KeyUses uses) {
        this(config.dataKeys(), uses);
    }

    Sealing(List<String> configured, KeyUses uses) {
        this.uses = uses;
        List<DataKey> parsed = configured.stream().map(DataKey::parse).toList();
        parsed.forEach(key -> keys.put(key.id(), key));
        sealingKey = parsed.getFirst();
        uses.configured(KeyKind.DATA, List.copyOf(keys.keySet()));
    }

    /** @throws IllegalArgumentException saying what is wrong with these keys, never showing one */
    public static void check(List<String> configured) {
        configured.forEach(DataKey::parse);
    }

    /** The id of the key that seals. */
    public String sealingKeyId() {
        return sealingKey.id();
    }

    /** True when what this key sealed can be opened. */
    public boolean knows(String keyId) {
        return keys.containsKey(keyId);
    }

    /** Seals under the first data key; {@code row} is the identity that must be shown again to open it. */
    public Sealed seal(byte[] plain, byte[] row) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        uses.used(KeyKind.DATA, sealingKey.id());
        byte[] sealed = run(Cipher.ENCRYPT_MODE, sealingKey, iv, plain, 0, row);
        return new Sealed(
                sealingKey.id(),
                ByteBuffer.allocate(IV_BYTES + sealed.length)
                        .put(iv)
                        .put(sealed)
                        .array());
    }

    /** What was sealed, or empty when its key is gone, the row is another one, or a bit was changed. */
    public Optional<byte[]> open(Sealed sealed, byte[] row) {
        DataKey key = keys.get(sealed.keyId());
        if (key == null || sealed.bytes().length < IV_BYTES) {
            return Optional.empty();
        }
        try {
            byte[] iv = Arrays.copyOf(sealed.bytes(), IV_BYTES);
            byte[] plain = run(Cipher.DECRYPT_MODE, key, iv, sealed.bytes(), IV_BYTES, row);
            uses.used(KeyKind.DATA, key.id());
            return Optional.of(plain);
        } catch (IllegalStateException notOurs) {
            return Optional.empty();
        }
    }

    private static byte[] run(int mode, DataKey key, byte[] iv, byte[] in, int from, byte[] row) {
        try {
            Cipher cipher = AES.get();
            cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, iv));
            cipher.updateAAD(row);
            return cipher.doFinal(in, from, in.length - from);
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException("sealing failed", cause);
        }
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance(CIPHER);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
