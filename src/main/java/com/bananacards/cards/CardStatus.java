package com.bananacards.cards;

/** What the issuer has said a card is. A wish is an open operation, never a status. */
public enum CardStatus {
    /** To be activated. */
    TBA,
    ACTIVE,
    LOCKED,
    /** Final. */
    CLOSED
}
