package com.bananacards.sandbox;

/** What a template's recharge and refund fee mean; the documents leave it open. */
public enum FeeKind {
    /** An amount of money for each recharge or refund. */
    FIXED,
    /** A part of a hundred of what is moved, rounded half up to the cent. */
    PERCENT
}
