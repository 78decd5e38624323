package com.bananacards.sandbox;

/**
 * How the card id of the assign response relates to the one in the CARD_ASSIGN_RESULT webhook.
 *
 * <p>Guide 04 calls the former an assignment operation, the latter the internal card id, and tells
 * to activate with "the card ID from the assign response": each reading is one way to square that.
 */
public enum CardIdReading {
    /** One number in both places. */
    SAME,
    /** Two numbers; only the webhook's activates. */
    DIFFERENT_WEBHOOK_ID_ACTIVATES,
    /** Two numbers; only the response's activates, and the webhook's is for everything else. */
    DIFFERENT_ASSIGN_ID_ACTIVATES
}
