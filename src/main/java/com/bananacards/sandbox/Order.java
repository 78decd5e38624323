package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;

/** An accepted request waiting for its result: the operation record of guide 04. */
final class Order implements Row {

    final long id;
    final OrderKind kind;
    final long userId;
    final long cardId;
    final long templateId;
    final long createdAt;
    long activationId;
    BigDecimal amount = Amounts.ZERO;
    BigDecimal fee = Amounts.ZERO;

    @Nullable
    String number;

    boolean doomed;
    OrderStatus status = OrderStatus.PENDING;

    @Nullable
    String reason;

    Order(long id, OrderKind kind, long userId, long cardId, long templateId, long createdAt) {
        this.id = id;
        this.kind = kind;
        this.userId = userId;
        this.cardId = cardId;
        this.templateId = templateId;
        this.createdAt = createdAt;
        activationId = cardId;
    }

    static Order of(JsonObject saved) {
        Order order = new Order(
                saved.getLong("operation_id"),
                OrderKind.valueOf(saved.getString("kind")),
                saved.getLong("user_id"),
                saved.getLong("card_id"),
                saved.getLong("template_id"),
                saved.getLong("created_at"));
        order.activationId = saved.getLong("activation_id");
        order.amount = Amounts.read(saved.getValue("amount"));
        order.fee = Amounts.read(saved.getValue("fee"));
        order.number = saved.getString("card_number");
        order.doomed = saved.getBoolean("doomed");
        order.status = OrderStatus.valueOf(saved.getString("status"));
        order.reason = saved.getString("reason");
        return order;
    }

    boolean pending() {
        return status == OrderStatus.PENDING;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public JsonObject toJson() {
        return view().put("card_number", number).put("doomed", doomed);
    }

    /** What the control API shows: no card number. */
    JsonObject view() {
        return new JsonObject()
                .put("operation_id", id)
                .put("kind", kind.name())
                .put("status", status.name())
                .put("reason", reason)
                .put("user_id", userId)
                .put("card_id", cardId)
                .put("activation_id", activationId)
                .put("template_id", templateId)
                .put("amount", amount)
                .put("fee", fee)
                .put("created_at", createdAt);
    }

    /** Never prints the number. */
    @Override
    public String toString() {
        return "Order[" + id + " " + kind + " " + status + "]";
    }
}
