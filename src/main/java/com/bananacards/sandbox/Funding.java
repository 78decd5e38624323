package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import java.math.BigDecimal;

/** Recharges: the account is debited at the request, the card receives at the result. */
final class Funding {

    private final World world;
    private final Custody custody;
    private final Orders orders;
    private final Till till;
    private final Announcements announcements;

    Funding(World world, Custody custody, Orders orders, Till till, Announcements announcements) {
        this.world = world;
        this.custody = custody;
        this.orders = orders;
        this.till = till;
        this.announcements = announcements;
    }

    JsonObject recharge(Fields in, boolean doomed) {
        Card card = custody.active(in);
        Order order = orders.draft(OrderKind.RECHARGE, card);
        order.amount = in.amount("amount");
        order.fee = world.templates.rechargeFee(order.amount);
        checkLimits(card, order.amount);
        orders.accept(order, doomed);
        return new JsonObject().put("message", "Card recharge request sent successfully");
    }

    /** A first recharge has a minimum of its own; the larger one holds. */
    private static void checkLimits(Card card, BigDecimal amount) {
        BigDecimal least = Template.RECHARGE_AT_LEAST;
        if (!card.funded) {
            least = least.max(Template.FIRST_RECHARGE_AT_LEAST);
        }
        boolean enough = amount.compareTo(least) >= 0;
        Reason.AMOUNT_LIMITS.unless(enough && amount.compareTo(Template.RECHARGE_AT_MOST) <= 0);
    }

    void settle(Order order, Card card) {
        if (order.doomed || card.status == CardStatus.CLOSED) {
            orders.fail(order, Reason.PROVIDER_ERROR.text());
            Transaction failed = till.without(
                    card, Transaction.RECHARGE, Transaction.FAILED, order.amount, null);
            announcements.recharged(card, failed);
            return;
        }
        orders.succeed(order);
        BigDecimal before = card.balance;
        Transaction recharge = till.load(card, order);
        announcements.recharged(card, recharge);
        announcements.balanceChanged(card, before);
    }
}
