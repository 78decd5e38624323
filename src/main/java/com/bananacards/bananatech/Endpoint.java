package com.bananacards.bananatech;

import java.util.Locale;

/** The issuer's 15 endpoints. All are POST; what differs is whether a call changes something. */
enum Endpoint {
    ACCOUNT_BALANCE(false),
    CARD_TEMPLATES(false),
    SET_WEBHOOK_URL(true),
    WEBHOOK_RECORDS(false),
    REGISTER(true),
    USERS(false),
    APPLY(true),
    RECHARGE(true),
    UPDATE_STATUS(true),
    BALANCE(false),
    INFORMATION(false),
    TRANSACTIONS(false),
    ASSIGN(true),
    SET_PIN(true),
    CONFIRM_3DS(true);

    private final boolean changesSomething;

    Endpoint(boolean changesSomething) {
        this.changesSomething = changesSomething;
    }

    /** True when a repeated call could do the thing twice: never retried by the machine. */
    boolean changesSomething() {
        return changesSomething;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
