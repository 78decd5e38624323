package com.bananacards.sensitive;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.util.List;

/**
 * Keyed digests (HMAC-SHA256, 32 bytes) that say "the same as before" and nothing else. Keyed, because the digest of
 * a card number without a key can be reversed by trying all numbers (PCI DSS 3.5.1.1).
 *
 * <p>The first key makes, all are looked up. What a key has made can't be made again under another one, because the
 * numbers are not kept: each is made anew when its number is seen again.
 */
@Singleton
public class Fingerprints {

    private final List<FingerprintKey> keys;
    private final KeyUses uses;

    @Inject
    Fingerprints(SensitiveConfig config, KeyUses uses) {
        this(config.fingerprintKey(), uses);
    }

    Fingerprints(List<String> base64Keys, KeyUses uses) {
        this.keys = base64Keys.stream().map(FingerprintKey::parse).toList();
        this.uses = uses;
        uses.configured(
                KeyKind.FINGERPRINT, keys.stream().map(FingerprintKey::id).toList());
    }

    /** @throws IllegalArgumentException saying what is wrong with a key, never showing it */
    public static void check(List<String> base64Keys) {
        base64Keys.forEach(FingerprintKey::parse);
    }

    /** The fingerprints under which a card number is found again, that of the first key first. */
    public List<Fingerprint> of(Pan pan) {
        uses.used(KeyKind.FINGERPRINT, keys.getFirst().id());
        return keys.stream().map(key -> key.ofPan(pan)).toList();
    }

    /** The digests of a request body, that of the first key first: they tell whether a repeated request is the same. */
    public List<Fingerprint> ofBody(String canonical) {
        uses.used(KeyKind.FINGERPRINT, keys.getFirst().id());
        return keys.stream().map(key -> key.ofBody(canonical)).toList();
    }

    /** Says that something under this key was found. */
    public void found(String keyId) {
        uses.used(KeyKind.FINGERPRINT, keyId);
    }
}
