package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import java.math.BigDecimal;

/** One movement of money: what leaves one purse enters the other. */
record LedgerEntry(
        long id, long at, String reason, String from, String to, BigDecimal amount, long cardId)
        implements Row {

    static LedgerEntry of(JsonObject saved) {
        return new LedgerEntry(
                saved.getLong("seq"),
                saved.getLong("at"),
                saved.getString("reason"),
                saved.getString("from"),
                saved.getString("to"),
                Amounts.read(saved.getValue("amount")),
                saved.getLong("card_id"));
    }

    @Override
    public JsonObject toJson() {
        return new JsonObject()
                .put("seq", id)
                .put("at", at)
                .put("reason", reason)
                .put("from", from)
                .put("to", to)
                .put("amount", amount)
                .put("card_id", cardId);
    }
}
