package com.bananacards.cardholders;

/** What the issuer has said of a person. */
public enum CardholderStatus {
    /** Registered, or being registered; the issuer has not decided. */
    PENDING,
    /** May get cards. */
    APPROVED,
    /** May not; may register again. */
    REJECTED
}
