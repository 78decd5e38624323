package com.bananacards.sandbox;

/** What an accepted request will do when its time comes. */
enum OrderKind {
    ASSIGN,
    APPLY,
    ACTIVATE,
    LOCK,
    UNLOCK,
    CLOSE,
    RECHARGE
}
