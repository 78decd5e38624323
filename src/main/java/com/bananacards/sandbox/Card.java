package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import java.math.BigDecimal;

/** A card as the issuer holds it, with its whole number. The PIN is not kept, only counted. */
final class Card implements Row {

    final long id;
    final long activationId;
    final long userId;
    final long templateId;
    final String number;
    CardStatus status;
    BigDecimal balance = Amounts.ZERO;
    boolean funded;
    int pinChanges;
    private long lastOccurrence;

    Card(long id, Order order, String number, CardStatus status) {
        this(id, order.activationId, order.userId, order.templateId, number, status);
    }

    private Card(
            long id,
            long activationId,
            long userId,
            long templateId,
            String number,
            CardStatus status) {
        this.id = id;
        this.activationId = activationId;
        this.userId = userId;
        this.templateId = templateId;
        this.number = number;
        this.status = status;
    }

    static Card of(JsonObject saved) {
        Card card = new Card(
                saved.getLong("card_id"),
                saved.getLong("activation_id"),
                saved.getLong("user_id"),
                saved.getLong("template_id"),
                saved.getString("card_number"),
                CardStatus.valueOf(saved.getString("status")));
        card.balance = Amounts.read(saved.getValue("balance"));
        card.funded = saved.getBoolean("funded");
        card.pinChanges = saved.getInteger("pin_changes");
        card.lastOccurrence = saved.getLong("last_occurrence");
        return card;
    }

    /** The time of this card's next event: now, but later than any event before. */
    long occurs(long now) {
        lastOccurrence = Math.max(now, lastOccurrence + 1);
        return lastOccurrence;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public JsonObject toJson() {
        return view().put("card_number", number)
                .put("funded", funded)
                .put("last_occurrence", lastOccurrence);
    }

    /** What the control API shows: the number masked. */
    JsonObject view() {
        return new JsonObject()
                .put("card_id", id)
                .put("activation_id", activationId)
                .put("user_id", userId)
                .put("template_id", templateId)
                .put("card_number", masked(number))
                .put("status", status.name())
                .put("balance", balance)
                .put("pin_changes", pinChanges);
    }

    static String masked(String number) {
        int shown = Math.max(0, number.length() - 4);
        return "*".repeat(shown) + number.substring(shown);
    }

    /** Never prints the number. */
    @Override
    public String toString() {
        return "Card[" + id + "]";
    }
}
