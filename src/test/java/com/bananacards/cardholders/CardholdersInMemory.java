package com.bananacards.cardholders;

import java.time.Instant;

/** Cardholders without a database. */
public final class CardholdersInMemory {

    private CardholdersInMemory() {}

    /** Someone whom the issuer knows and has not decided about. */
    public static Cardholder pending(long issuerUserId, Instant now) {
        Cardholder cardholder = new Cardholder("ada@example.com", 1, now);
        cardholder.knownToIssuerAs(issuerUserId, now);
        return cardholder;
    }
}
