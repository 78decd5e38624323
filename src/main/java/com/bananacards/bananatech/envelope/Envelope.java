package com.bananacards.bananatech.envelope;

/**
 * What travels: the encrypted text and its signature, both exactly as received or to be sent.
 *
 * @param encryptedPayload base64 of IV and ciphertext
 * @param hmac hex of the HMAC-SHA256 over the text of {@code encryptedPayload}
 */
public record Envelope(String encryptedPayload, String hmac) {}
