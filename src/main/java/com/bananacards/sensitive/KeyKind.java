package com.bananacards.sensitive;

/** What a key is for. */
public enum KeyKind {
    /** The issuer's Secret Key: signs and encrypts what goes to it and comes from it. */
    SECRET,
    /** Seals what is kept of webhooks. */
    DATA,
    /** Makes fingerprints of card numbers and digests of request bodies. */
    FINGERPRINT,
    /** Opens what a browser encrypted for this service alone. */
    BROWSER
}
