package com.bananacards.operations;

/** What was asked for. */
public enum OperationKind {
    CARDHOLDER_REGISTER,
    CARD_ASSIGN,
    CARD_APPLY,
    CARD_ACTIVATE,
    CARD_LOCK,
    CARD_UNLOCK,
    CARD_CLOSE,
    CARD_RECHARGE
}
