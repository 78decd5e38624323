package com.bananacards.bananatech.envelope;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Closes and opens envelopes under one or more Secret Keys: the first closes, all open, so that a key can be changed
 * without refusing what is under way.
 *
 * <p>Opening verifies the HMAC in constant time over the text exactly as received, and decrypts only then.
 */
public final class Envelopes {

    static final String HMAC = "HmacSHA256";

    private static final String CIPHER = "AES/CBC/PKCS5Padding";
    private static final int IV_BYTES = 16;

    /** One for each event loop: to look for a provider costs more than to sign a webhook. Both keep nothing. */
    private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(Envelopes::newMac);

    private static final ThreadLocal<Cipher> AES = ThreadLocal.withInitial(Envelopes::newCipher);

    private final List<EnvelopeKey> keys;
    private final Consumer<String> used;
    private final SecureRandom random = new SecureRandom();

    /** @param keys at least one; the first closes */
    public Envelopes(List<EnvelopeKey> keys) {
        this(keys, keyId -> {});
    }

    /** @param used told the id of a key each time it closes or opens an envelope */
    public Envelopes(List<EnvelopeKey> keys, Consumer<String> used) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("at least one secret key is needed");
        }
        this.keys = List.copyOf(keys);
        this.used = used;
    }

    /** Encrypts and signs with the first key and a new IV. */
    public Envelope close(byte[] plain) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        return close(plain, iv);
    }

    Envelope close(byte[] plain, byte[] iv) {
        EnvelopeKey key = keys.getFirst();
        byte[] ciphertext;
        try {
            ciphertext = crypt(Cipher.ENCRYPT_MODE, key, iv, plain, 0);
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException("AES-CBC must be there", cause);
        }
        byte[] whole = Arrays.copyOf(iv, IV_BYTES + ciphertext.length);
        System.arraycopy(ciphertext, 0, whole, IV_BYTES, ciphertext.length);
        String text = Base64.getEncoder().encodeToString(whole);
        used.accept(key.id());
        return new Envelope(text, HexFormat.of().formatHex(sign(key.hmac(), text)));
    }

    /**
     * The plaintext of a genuine envelope.
     *
     * @throws EnvelopeRejected when no key's signature fits, or what was signed can't be decrypted
     */
    public byte[] open(Envelope envelope) throws EnvelopeRejected {
        byte[] signature =
                envelope.hmac().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        EnvelopeKey signer = null;
        for (EnvelopeKey key : keys) {
            if (MessageDigest.isEqual(hexOfSignature(key, envelope.encryptedPayload()), signature)
                    && signer == null) {
                signer = key;
            }
        }
        if (signer == null) {
            throw new EnvelopeRejected();
        }
        byte[] plain = decrypt(signer, envelope.encryptedPayload());
        used.accept(signer.id());
        return plain;
    }

    private static byte[] decrypt(EnvelopeKey key, String text) throws EnvelopeRejected {
        try {
            byte[] whole = Base64.getDecoder().decode(text);
            if (whole.length <= IV_BYTES) {
                throw new EnvelopeRejected();
            }
            return crypt(Cipher.DECRYPT_MODE, key, Arrays.copyOf(whole, IV_BYTES), whole, IV_BYTES);
        } catch (IllegalArgumentException | GeneralSecurityException unreadable) {
            throw new EnvelopeRejected();
        }
    }

    private static byte[] crypt(int mode, EnvelopeKey key, byte[] iv, byte[] in, int from)
            throws GeneralSecurityException {
        Cipher cipher = AES.get();
        cipher.init(mode, key.aes(), new IvParameterSpec(iv));
        return cipher.doFinal(in, from, in.length - from);
    }

    private static byte[] hexOfSignature(EnvelopeKey key, String text) {
        return HexFormat.of().formatHex(sign(key.hmac(), text)).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] sign(SecretKeySpec key, String text) {
        try {
            Mac mac = MAC.get();
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(cause);
        }
    }

    private static Mac newMac() {
        try {
            return Mac.getInstance(HMAC);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
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
