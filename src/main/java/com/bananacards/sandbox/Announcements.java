package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import java.math.BigDecimal;

/** The payloads of the issuer's twelve events, as far as they are documented or assumed. */
final class Announcements {

    static final String ASSIGNED = "CARD_ASSIGN_RESULT";
    static final String ACTIVATED = "CARD_ACTIVATE_RESULT";

    private static final String SUCCESS = "SUCCESS";
    private static final String FAILED = "FAILED";

    private final World world;
    private final Webhooks webhooks;

    Announcements(World world, Webhooks webhooks) {
        this.world = world;
        this.webhooks = webhooks;
    }

    private JsonObject ofCard(Card card) {
        return new JsonObject().put("card_id", card.id).put("occur_time", card.occurs(world.now()));
    }

    private void tell(String type, Card card, JsonObject payload) {
        webhooks.tell(type, payload, card.userId, card.id);
    }

    private static String result(boolean success) {
        return success ? SUCCESS : FAILED;
    }

    /** The one event without a time (documented). */
    void decided(User user) {
        JsonObject payload =
                new JsonObject().put("user_id", user.id).put("status", user.status.name());
        if (user.message != null) {
            payload.put("message", user.message);
        }
        webhooks.tell("USER_CREATE_RESULT", payload, user.id, null);
    }

    void assigned(Card card) {
        tell(ASSIGNED, card, ofCard(card).put("status", SUCCESS));
    }

    void assignFailed(Order order, String reason) {
        JsonObject payload = new JsonObject()
                .put("status", FAILED)
                .put("error_reason", reason)
                .put("user_id", order.userId)
                .put("occur_time", world.now());
        webhooks.tell(ASSIGNED, payload, order.userId, null);
    }

    void applied(Card card) {
        JsonObject payload = ofCard(card)
                .put("template_id", card.templateId)
                .put("user_id", card.userId)
                .put("status", SUCCESS);
        tell("CARD_APPLY_RESULT", card, payload);
    }

    void applyFailed(Order order) {
        JsonObject payload = new JsonObject()
                .put("template_id", order.templateId)
                .put("user_id", order.userId)
                .put("status", FAILED)
                .put("occur_time", world.now());
        webhooks.tell("CARD_APPLY_RESULT", payload, order.userId, null);
    }

    /** Carries the whole card number, as the guide's example does. */
    void activated(Card card, boolean success) {
        JsonObject payload =
                ofCard(card).put("card_number", card.number).put("status", result(success));
        tell(ACTIVATED, card, payload);
    }

    void statusChanged(Card card, boolean success) {
        JsonObject payload =
                ofCard(card).put("status", result(success)).put("card_status", card.status.name());
        tell("CARD_STATUS_CHANGE", card, payload);
    }

    void recharged(Card card, Transaction recharge) {
        JsonObject payload = moneyResult(card, recharge)
                .put("receive_amount", recharge.effect())
                .put("template_id", card.templateId)
                .put("user_id", card.userId)
                .put("description", "Card recharge");
        tell("CARD_RECHARGE_RESULT", card, payload);
    }

    void closed(Card card, Transaction refund) {
        JsonObject payload = moneyResult(card, refund).put("refund_amount", refund.amount());
        tell("CARD_CLOSE_RESULT", card, payload);
    }

    /** Happened when its transaction did: two readings of a clock would be two times of one thing. */
    private static JsonObject moneyResult(Card card, Transaction transaction) {
        return new JsonObject()
                .put("card_id", card.id)
                .put("occur_time", transaction.occurredAt())
                .put("transaction_id", transaction.id())
                .put("status", transaction.status())
                .put("currency", Amounts.CURRENCY);
    }

    void transaction(Card card, Transaction transaction) {
        tell("TRANSACTION_CREATED", card, transaction.wire());
    }

    void corrected(Card card, Transaction correction) {
        tell("CARD_CORRECTION", card, correction.wire());
    }

    /** Nothing is held back in this sandbox, so the available balance is the whole one. */
    void balanceChanged(Card card, BigDecimal before) {
        if (card.balance.compareTo(before) != 0) {
            JsonObject payload = ofCard(card)
                    .put("amount", card.balance)
                    .put("available", card.balance)
                    .put("before_available", before)
                    .put("currency", Amounts.CURRENCY);
            tell("CARD_BALANCE_CHANGE", card, payload);
        }
    }

    void challenged(Card card, Challenge challenge) {
        tell("CARD_3DS", card, challenge.wire().mergeIn(ofCard(card)));
    }

    void walletCode(Card card, String code, String wallet, long expiresAt) {
        JsonObject payload =
                ofCard(card).put("code", code).put("wallet", wallet).put("expire_time", expiresAt);
        tell("CARD_VERIFICATION", card, payload);
    }
}
