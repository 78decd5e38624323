package com.bananacards.sandbox;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;

/** Moves money: each method changes the ledger, the card's balance and its statement together. */
final class Till {

    private final World world;

    Till(World world) {
        this.world = world;
    }

    /** Debits the merchant's account at the request, amount and fee (documented for recharges). */
    void debit(Order order) {
        BigDecimal total = order.amount.add(order.fee);
        BigDecimal funds = world.ledger.balance(Ledger.MERCHANT);
        Reason.MERCHANT_BALANCE.unless(funds.compareTo(total) >= 0);
        String kind = order.kind.name();
        world.pay(kind, Ledger.MERCHANT, Ledger.IN_TRANSIT, order.amount, order.cardId);
        world.pay(kind + " fee", Ledger.MERCHANT, Ledger.FEES, order.fee, order.cardId);
    }

    void giveBack(Order order) {
        String kind = order.kind.name() + " failed";
        world.pay(kind, Ledger.IN_TRANSIT, Ledger.MERCHANT, order.amount, order.cardId);
        world.pay(kind + " fee", Ledger.FEES, Ledger.MERCHANT, order.fee, order.cardId);
    }

    Transaction load(Card card, Order order) {
        String purse = Ledger.card(card.id);
        world.pay(order.kind.name(), Ledger.IN_TRANSIT, purse, order.amount, card.id);
        card.funded = true;
        return done(card, Transaction.RECHARGE, order.amount, order.amount, null);
    }

    Transaction spend(Card card, BigDecimal amount, String merchant) {
        world.pay("purchase", Ledger.card(card.id), Ledger.NETWORK, amount, card.id);
        return done(card, Transaction.PURCHASE, amount, amount.negate(), merchant);
    }

    Transaction refund(Card card, BigDecimal amount, String merchant) {
        world.pay("refund", Ledger.NETWORK, Ledger.card(card.id), amount, card.id);
        return done(card, Transaction.REFUND, amount, amount, merchant);
    }

    Transaction correct(Card card, BigDecimal amount) {
        String purse = Ledger.card(card.id);
        boolean up = amount.signum() > 0;
        String from = up ? Ledger.NETWORK : purse;
        world.pay("correction", from, up ? purse : Ledger.NETWORK, amount.abs(), card.id);
        return done(card, Transaction.CORRECTION, amount, amount, null);
    }

    /** The rest goes back to the merchant, less the refund fee. */
    Transaction payOut(Card card) {
        BigDecimal rest = card.balance;
        BigDecimal fee = world.templates.refundFee(rest);
        String purse = Ledger.card(card.id);
        world.pay("close fee", purse, Ledger.FEES, fee, card.id);
        world.pay("close", purse, Ledger.MERCHANT, rest.subtract(fee), card.id);
        return done(card, Transaction.REFUND, rest.subtract(fee), rest.negate(), null);
    }

    private Transaction done(
            Card card,
            String type,
            BigDecimal amount,
            BigDecimal effect,
            @Nullable String merchant) {
        card.balance = card.balance.add(effect);
        return note(card, type, Transaction.SUCCESS, amount, effect, merchant);
    }

    Transaction without(
            Card card, String type, String status, BigDecimal amount, @Nullable String merchant) {
        return note(card, type, status, amount, Amounts.ZERO, merchant);
    }

    private Transaction note(
            Card card,
            String type,
            String status,
            BigDecimal amount,
            BigDecimal effect,
            @Nullable String merchant) {
        long id = world.ids.nextTransaction();
        long at = card.occurs(world.now());
        return world.transactions.add(new Transaction(
                id, card.id, card.userId, type, status, amount, effect, merchant, at));
    }
}
