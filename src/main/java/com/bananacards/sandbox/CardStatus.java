package com.bananacards.sandbox;

/** A card's status; CLOSED is not documented, the others are. */
enum CardStatus {
    TBA,
    ACTIVE,
    LOCKED,
    CLOSED
}
