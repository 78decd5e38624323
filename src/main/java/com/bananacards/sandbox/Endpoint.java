package com.bananacards.sandbox;

/**
 * The issuer's fifteen endpoints, all POST, each with the path that holds when none is set.
 *
 * <p>Five paths are documented (webhook records, register, transactions, assign, set PIN); the
 * others are assumed and therefore settings.
 */
public enum Endpoint {
    /** The merchant account's balance; path assumed. */
    ACCOUNT_BALANCE("/merchant/get_balance"),
    /** The card templates; path assumed. */
    CARD_TEMPLATES("/merchant/get_card_templates"),
    /** Where webhooks go; path assumed. */
    SET_WEBHOOK_URL("/merchant/set_webhook_url"),
    /** Webhooks sent so far; path documented. */
    WEBHOOK_RECORDS("/merchant/get_webhook_records"),
    /** Registers a user; path documented. */
    REGISTER("/user/register"),
    /** The users; path assumed. */
    USERS("/user/get_users"),
    /** Applies for a virtual card; path assumed. */
    APPLY("/card/apply"),
    /** Puts money on a card; path assumed. */
    RECHARGE("/card/recharge"),
    /** Activates, locks, unlocks or closes; path assumed. */
    UPDATE_STATUS("/card/update_status"),
    /** A card's balance; path assumed. */
    BALANCE("/card/get_balance"),
    /** A card's details and status; path assumed. */
    INFORMATION("/card/get_information"),
    /** Transactions; path documented. */
    TRANSACTIONS("/card/get_transactions"),
    /** Assigns a physical card; path documented. */
    ASSIGN("/card/assign"),
    /** Changes a physical card's PIN; path documented. */
    SET_PIN("/card/set_pin"),
    /** Answers a 3DS challenge; path assumed. */
    CONFIRM_3DS("/card/3ds_confirm");

    private final String defaultPath;

    Endpoint(String defaultPath) {
        this.defaultPath = defaultPath;
    }

    /** The path that holds unless the settings name another one; starts with a slash. */
    public String defaultPath() {
        return defaultPath;
    }
}
