package com.bananacards.cards;

/** Plastic, or a number only. */
public enum CardType {
    PHYSICAL,
    VIRTUAL
}
