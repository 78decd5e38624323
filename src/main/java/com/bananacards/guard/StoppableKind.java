package com.bananacards.guard;

/** What can be stopped: every kind of operation, and the two commands that open none. */
public enum StoppableKind {
    CARDHOLDER_REGISTER,
    CARD_ASSIGN,
    CARD_APPLY,
    CARD_ACTIVATE,
    CARD_LOCK,
    CARD_UNLOCK,
    CARD_CLOSE,
    CARD_RECHARGE,
    PIN_CHANGE,
    CHALLENGE_CONFIRM
}
