package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** A card's life after its making: activation, locks, closure and PIN. */
final class Custody {

    private static final Pattern PIN = Pattern.compile("[0-9]{6}");

    private final World world;
    private final Orders orders;
    private final Till till;
    private final Announcements announcements;

    Custody(World world, Orders orders, Till till, Announcements announcements) {
        this.world = world;
        this.orders = orders;
        this.till = till;
        this.announcements = announcements;
    }

    /** A user's own card; another's is as unknown as none. */
    Card card(Fields in) {
        long user = in.id("user_id");
        return world.cards
                .find(in.id("card_id"))
                .filter(card -> card.userId == user)
                .orElseThrow(Reason.CARD_NOT_FOUND::refusal);
    }

    Card active(Fields in) {
        Card card = card(in);
        Reason.CARD_NOT_ACTIVE.unless(card.status == CardStatus.ACTIVE);
        return card;
    }

    JsonObject updateStatus(Fields in, boolean doomed) {
        SandboxSettings.Verbs verbs = world.settings.verbs();
        String alter = in.text("alter");
        if (alter.equals(verbs.activate())) {
            return activate(in, doomed);
        }
        if (alter.equals(verbs.lock())) {
            return accept(OrderKind.LOCK, active(in), doomed);
        }
        if (alter.equals(verbs.unlock())) {
            Card card = card(in);
            Reason.CARD_NOT_LOCKED.unless(card.status == CardStatus.LOCKED);
            return accept(OrderKind.UNLOCK, card, doomed);
        }
        Reason.ALTER_UNKNOWN.unless(alter.equals(verbs.close()));
        Card card = card(in);
        Reason.CARD_CLOSED.unless(card.status != CardStatus.CLOSED);
        return accept(OrderKind.CLOSE, card, doomed);
    }

    private JsonObject accept(OrderKind kind, Card card, boolean doomed) {
        orders.accept(orders.draft(kind, card), doomed);
        return orders.requested();
    }

    private JsonObject activate(Fields in, boolean doomed) {
        Card card = toActivate(in);
        Reason.NOT_TO_BE_ACTIVATED.unless(card.status == CardStatus.TBA);
        if (world.templates.of(card.templateId).physical()) {
            checkPin(in);
        }
        boolean refused = world.stock.marked(card.number, Stock.REFUSE_ACTIVATION);
        Reason.ACTIVATION_REJECTED.unless(!refused);
        return accept(OrderKind.ACTIVATE, card, doomed);
    }

    private static void checkPin(Fields in) {
        boolean given = in.has("pin");
        Reason.PIN_FORMAT.unless(given && PIN.matcher(in.text("pin")).matches());
    }

    /** Of the two numbers an assignment may have, only one activates. */
    private Card toActivate(Fields in) {
        long user = in.id("user_id");
        long id = in.id("card_id");
        Optional<Card> found = world.cards.all().stream()
                .filter(card -> card.activationId == id && card.userId == user)
                .findFirst();
        boolean assigning = found.isEmpty()
                && world.orders.all().stream()
                        .anyMatch(order -> order.activationId == id && order.userId == user);
        Reason.NOT_TO_BE_ACTIVATED.unless(!assigning);
        return found.orElseThrow(Reason.CARD_NOT_FOUND::refusal);
    }

    void settleActivate(Order order, Card card) {
        boolean rejected = order.doomed || world.stock.marked(card.number, Stock.REJECT_ACTIVATION);
        boolean success = !rejected && card.status == CardStatus.TBA;
        if (success) {
            card.status = CardStatus.ACTIVE;
        }
        end(order, success);
        announcements.activated(card, success);
    }

    void settleStatus(Order order, Card card, CardStatus from, CardStatus to) {
        boolean success = !order.doomed && card.status == from;
        if (success) {
            card.status = to;
        }
        end(order, success);
        announcements.statusChanged(card, success);
    }

    void settleClose(Order order, Card card) {
        boolean success = !order.doomed && card.status != CardStatus.CLOSED;
        end(order, success);
        BigDecimal before = card.balance;
        Transaction refund = success
                ? till.payOut(card)
                : till.without(card, Transaction.REFUND, Transaction.FAILED, Amounts.ZERO, null);
        if (success) {
            card.status = CardStatus.CLOSED;
        }
        announcements.closed(card, refund);
        announcements.balanceChanged(card, before);
    }

    private void end(Order order, boolean success) {
        if (success) {
            orders.succeed(order);
        } else {
            orders.fail(order, Reason.PROVIDER_ERROR.text());
        }
    }

    JsonObject setPin(Fields in) {
        Card card = active(in);
        boolean physical = world.templates.of(card.templateId).physical();
        Reason.CARD_NOT_PHYSICAL.unless(physical);
        checkPin(in);
        card.pinChanges++;
        return new JsonObject().put("success", true).put("message", "PIN set successfully");
    }

    /** The issuer's own hand, through the control API; silently when nobody is to be told. */
    Card force(Card card, @Nullable CardStatus status, boolean silent) {
        if (status == null || status == CardStatus.CLOSED || card.status == CardStatus.CLOSED) {
            throw new BadEnvelope("status: TBA, ACTIVE or LOCKED, of a card that is not closed");
        }
        card.status = status;
        if (!silent) {
            announcements.statusChanged(card, true);
        }
        return card;
    }
}
