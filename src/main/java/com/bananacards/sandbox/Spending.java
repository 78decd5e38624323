package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What happens out in the shops: purchases, refunds, corrections, 3DS and wallets. */
final class Spending {

    private static final long CODE_LIVES_MS = 300_000;

    private final World world;
    private final Till till;
    private final Announcements announcements;

    Spending(World world, Till till, Announcements announcements) {
        this.world = world;
        this.till = till;
        this.announcements = announcements;
    }

    /** Declined, not refused, when the card is not active, its balance or a limit is too low. */
    Transaction purchase(Card card, BigDecimal amount, String merchant) {
        BigDecimal before = card.balance;
        Transaction purchase = allowed(card, amount)
                ? till.spend(card, amount, merchant)
                : till.without(card, Transaction.PURCHASE, Transaction.DECLINED, amount, merchant);
        announcements.transaction(card, purchase);
        announcements.balanceChanged(card, before);
        return purchase;
    }

    private boolean allowed(Card card, BigDecimal amount) {
        if (card.status != CardStatus.ACTIVE || card.balance.compareTo(amount) < 0) {
            return false;
        }
        LocalDate today = date(world.now());
        BigDecimal day = amount.add(spent(card, today));
        BigDecimal month = amount.add(spent(card, today.withDayOfMonth(1)));
        return amount.compareTo(Template.PER_TRANSACTION) <= 0
                && day.compareTo(Template.PER_DAY) <= 0
                && month.compareTo(Template.PER_MONTH) <= 0;
    }

    private BigDecimal spent(Card card, LocalDate since) {
        return world.transactions.all().stream()
                .filter(line -> line.cardId() == card.id)
                .filter(line -> line.type().equals(Transaction.PURCHASE))
                .filter(line -> !date(line.occurredAt()).isBefore(since))
                .map(line -> line.effect().negate())
                .reduce(Amounts.ZERO, BigDecimal::add);
    }

    private static LocalDate date(long millis) {
        return Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC).toLocalDate();
    }

    Transaction refund(Card card, BigDecimal amount, String merchant) {
        Reason.CARD_CLOSED.unless(card.status != CardStatus.CLOSED);
        BigDecimal before = card.balance;
        Transaction refund = till.refund(card, amount, merchant);
        announcements.transaction(card, refund);
        announcements.balanceChanged(card, before);
        return refund;
    }

    Transaction correct(Card card, BigDecimal amount) {
        Reason.CARD_CLOSED.unless(card.status != CardStatus.CLOSED);
        Reason.AMOUNT_FORMAT.unless(amount.signum() != 0);
        Reason.CARD_BALANCE.unless(card.balance.add(amount).signum() >= 0);
        BigDecimal before = card.balance;
        Transaction correction = till.correct(card, amount);
        announcements.corrected(card, correction);
        announcements.balanceChanged(card, before);
        return correction;
    }

    Challenge challenge(Card card, BigDecimal amount, Fields in) {
        Reason.CARD_NOT_ACTIVE.unless(card.status == CardStatus.ACTIVE);
        long expiresAt = world.now() + in.optionalId("expires_in_ms").orElse(CODE_LIVES_MS);
        String merchant = in.optionalText("merchant").orElse("Banana Stand");
        boolean thenPurchase = in.flag("then_purchase", false);
        Challenge challenge = world.challenges.add(new Challenge(
                world.ids.nextRow(), card.id, amount, merchant, expiresAt, thenPurchase));
        announcements.challenged(card, challenge);
        return challenge;
    }

    JsonObject confirm(Fields in, Card card) {
        String name = in.text("challenge_id");
        boolean approve = in.flag("approve");
        Challenge challenge = world.challenges.all().stream()
                .filter(one -> one.name().equals(name) && one.cardId == card.id)
                .findFirst()
                .orElseThrow(Reason.CHALLENGE_NOT_FOUND::refusal);
        boolean waiting = challenge.status(world.now()) == ChallengeStatus.WAITING;
        Reason.CHALLENGE_CLOSED.unless(waiting);
        challenge.answer(approve);
        if (approve && challenge.thenPurchase) {
            purchase(card, challenge.amount, challenge.merchant);
        }
        return new JsonObject().put("message", "3DS answer received");
    }

    JsonObject walletCode(Card card, String wallet) {
        long expiresAt = world.now() + CODE_LIVES_MS;
        String code = world.ids.nextCode();
        announcements.walletCode(card, code, wallet, expiresAt);
        return new JsonObject().put("card_id", card.id).put("expire_time", expiresAt);
    }
}
