package com.bananacards.bananatech.envelope;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

import javax.crypto.spec.SecretKeySpec;

/** One Secret Key of the issuer's, decoded for both of its uses. Prints as {@code ***}. */
public final class EnvelopeKey {

    private static final Set<Integer> AES_KEY_BYTES = Set.of(16, 24, 32);

    private static final String ID_OF = "bananacards key id";
    private static final int ID_BYTES = 6;

    private final SecretKeySpec aes;
    private final SecretKeySpec hmac;
    private final String id;

    private EnvelopeKey(SecretKeySpec aes, SecretKeySpec hmac) {
        this.aes = aes;
        this.hmac = hmac;
        this.id = HexFormat.of().formatHex(Envelopes.sign(hmac, ID_OF), 0, ID_BYTES);
    }

    /** A name for this key: a short digest under the key itself, from which the key can't be told. */
    public String id() {
        return id;
    }

    /**
     * Decodes a Secret Key.
     *
     * @throws IllegalArgumentException saying what is wrong, never showing the key: not in the encoding, or not 16, 24
     *     or 32 bytes of AES key
     */
    public static EnvelopeKey of(String secret, KeyEncoding aesEncoding, KeyEncoding hmacEncoding) {
        byte[] aes = decode(secret, aesEncoding, "AES");
        if (!AES_KEY_BYTES.contains(aes.length)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "the secret key read as %s has %d bytes; AES needs 16, 24 or 32",
                    aesEncoding,
                    aes.length));
        }
        byte[] hmac = decode(secret, hmacEncoding, "HMAC");
        return new EnvelopeKey(
                new SecretKeySpec(aes, "AES"), new SecretKeySpec(hmac, Envelopes.HMAC));
    }

    private static byte[] decode(String secret, KeyEncoding encoding, String use) {
        try {
            return encoding.decode(secret);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "the secret key can't be read as " + encoding + " for " + use, null);
        }
    }

    SecretKeySpec aes() {
        return aes;
    }

    SecretKeySpec hmac() {
        return hmac;
    }

    @Override
    public String toString() {
        return "***";
    }
}
