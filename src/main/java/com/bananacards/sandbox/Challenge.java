package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import java.math.BigDecimal;

/** A purchase that waits for its cardholder's word. */
final class Challenge implements Row {

    final long id;
    final long cardId;
    final BigDecimal amount;
    final String merchant;
    final long expiresAt;
    final boolean thenPurchase;
    private ChallengeStatus answered = ChallengeStatus.WAITING;

    Challenge(
            long id,
            long cardId,
            BigDecimal amount,
            String merchant,
            long expiresAt,
            boolean thenPurchase) {
        this.id = id;
        this.cardId = cardId;
        this.amount = amount;
        this.merchant = merchant;
        this.expiresAt = expiresAt;
        this.thenPurchase = thenPurchase;
    }

    static Challenge of(JsonObject saved) {
        Challenge challenge = new Challenge(
                saved.getLong("id"),
                saved.getLong("card_id"),
                Amounts.read(saved.getValue("amount")),
                saved.getString("merchant"),
                saved.getLong("expire_time"),
                saved.getBoolean("then_purchase"));
        challenge.answered = ChallengeStatus.valueOf(saved.getString("status"));
        return challenge;
    }

    /** The number as the issuer writes it; text, so that nobody counts on a number. */
    String name() {
        return "3ds-" + id;
    }

    ChallengeStatus status(long now) {
        boolean late = answered == ChallengeStatus.WAITING && now >= expiresAt;
        return late ? ChallengeStatus.EXPIRED : answered;
    }

    void answer(boolean approve) {
        answered = approve ? ChallengeStatus.APPROVED : ChallengeStatus.DECLINED;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public JsonObject toJson() {
        return wire().put("id", id)
                .put("status", answered.name())
                .put("then_purchase", thenPurchase);
    }

    JsonObject view(long now) {
        return wire().put("status", status(now).name());
    }

    /** The members of CARD_3DS. */
    JsonObject wire() {
        return new JsonObject()
                .put("card_id", cardId)
                .put("challenge_id", name())
                .put("amount", amount)
                .put("currency", Amounts.CURRENCY)
                .put("merchant", merchant)
                .put("expire_time", expiresAt);
    }
}
