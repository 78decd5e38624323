package com.bananacards.operations;

import java.util.Locale;

/** Who can be asked whether money moved. Each looks at another thing, so two that agree are two. */
public enum Witness {
    /** The card's transactions as the issuer lists them. */
    TRANSACTIONS,
    /** The issuer's information about the card: that it exists, and its status. */
    CARD_INFORMATION,
    /** The card's balance against what it was before. */
    CARD_BALANCE,
    /** The merchant's balance against what it was before. */
    ACCOUNT_BALANCE;

    /** Its name in an operation's evidence. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
