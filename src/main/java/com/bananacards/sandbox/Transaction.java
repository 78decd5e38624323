package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;

/**
 * One line of a card's statement.
 *
 * @param amount as it is told to the merchant
 * @param effect what it did to the card's balance; zero for a decline
 */
record Transaction(
        long id,
        long cardId,
        long userId,
        String type,
        String status,
        BigDecimal amount,
        BigDecimal effect,
        @Nullable String merchant,
        long occurredAt)
        implements Row {

    static final String RECHARGE = "RECHARGE";
    static final String PURCHASE = "PURCHASE";
    static final String REFUND = "REFUND";
    static final String CORRECTION = "CORRECTION";
    static final String SUCCESS = "SUCCESS";
    static final String FAILED = "FAILED";
    static final String DECLINED = "DECLINED";

    static Transaction of(JsonObject saved) {
        return new Transaction(
                saved.getLong("transaction_id"),
                saved.getLong("card_id"),
                saved.getLong("user_id"),
                saved.getString("type"),
                saved.getString("status"),
                Amounts.read(saved.getValue("amount")),
                Amounts.read(saved.getValue("effect")),
                saved.getString("merchant"),
                saved.getLong("occur_time"));
    }

    @Override
    public JsonObject toJson() {
        return wire().put("effect", effect);
    }

    /** The transaction as BananaTech shows it. */
    JsonObject wire() {
        return new JsonObject()
                .put("transaction_id", id)
                .put("card_id", cardId)
                .put("user_id", userId)
                .put("type", type)
                .put("status", status)
                .put("amount", amount)
                .put("currency", Amounts.CURRENCY)
                .put("merchant", merchant)
                .put("occur_time", occurredAt);
    }
}
