package com.bananacards.bananatech;

/** What can be asked of a card's status. */
public enum Alteration {
    ACTIVATE,
    LOCK,
    UNLOCK,
    CLOSE
}
