package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

/** Accepts requests for later: an order is taken now and settled when its time has come. */
final class Orders {

    private final World world;
    private final Agenda agenda;
    private final Till till;

    Orders(World world, Agenda agenda, Till till) {
        this.world = world;
        this.agenda = agenda;
        this.till = till;
    }

    Order draft(OrderKind kind, long userId, long cardId, long templateId) {
        return new Order(world.ids.nextRow(), kind, userId, cardId, templateId, world.now());
    }

    Order draft(OrderKind kind, Card card) {
        return draft(kind, card.userId, card.id, card.templateId);
    }

    /** Debits what the order costs; refuses when the merchant's account lacks it. */
    void accept(Order order, boolean doomed) {
        // Before any money moves: an order without its timer would never be settled.
        agenda.checkRoom();
        order.doomed = doomed;
        till.debit(order);
        world.orders.add(order);
        agenda.in(world.tuning.resultAfter, Agenda.Kind.SETTLE_ORDER, order.id);
    }

    JsonObject requested() {
        return new JsonObject().put("message", "Operation requested");
    }

    void succeed(Order order) {
        order.status = OrderStatus.SUCCESS;
    }

    /** Gives back what the order had cost. */
    void fail(Order order, String reason) {
        order.status = OrderStatus.FAILED;
        order.reason = reason;
        till.giveBack(order);
    }
}
