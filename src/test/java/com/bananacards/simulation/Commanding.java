package com.bananacards.simulation;

import com.bananacards.bananatech.Accepted;
import com.bananacards.bananatech.IssuerReads.AccountBalance;
import com.bananacards.bananatech.IssuerReads.CardBalance;
import com.bananacards.cardholders.Cardholder;
import com.bananacards.cards.Card;
import com.bananacards.money.Money;
import com.bananacards.operations.Baseline;
import com.bananacards.operations.CallOutcome;
import com.bananacards.operations.Intent;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.Reason;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Commands: committed, sent once, written down; cut off anywhere. */
final class Commanding {

    private static final Set<OperationKind> NEW_CARDS =
            EnumSet.of(OperationKind.CARD_ASSIGN, OperationKind.CARD_APPLY);
    private static final Set<OperationKind> MONEY = EnumSet.of(
            OperationKind.CARD_RECHARGE, OperationKind.CARD_APPLY, OperationKind.CARD_CLOSE);
    private static final long TEMPLATE = 7;

    private final Process process;
    private final Issuer issuer;

    Commanding(Process process, Issuer issuer) {
        this.process = process;
        this.issuer = issuer;
    }

    /** What the merchant wants. @param cents of a recharge or a deposit */
    record Wish(
            OperationKind kind, Cardholder holder, @Nullable Card card, long cents) {}

    /** Carries a wish out. @return false when something is in its way, and nothing was done */
    boolean command(Wish wish) {
        if (!isAllowed(wish)) {
            return false;
        }
        if (!MONEY.contains(wish.kind())) {
            begin(wish, null);
            return true;
        }
        Instant at = process.now();
        CardBalance card = wish.card() == null ? null : process.reads.balance(ref(wish.card()));
        AccountBalance account = process.reads.account();
        Baseline before = new Baseline(
                card == null ? null : card.balance(),
                account == null ? null : account.balance(),
                at);
        // The balances are read before the first transaction, which may have to wait for locks.
        switch (process.chaos.fault(20, 1, 1)) {
            case 1 -> process.scheduler.in(900, () -> begin(wish, before));
            case 2 -> process.scheduler.in(2_000, () -> begin(wish, before));
            default -> begin(wish, before);
        }
        return true;
    }

    private boolean isAllowed(Wish wish) {
        Card card = wish.card();
        if (card != null) {
            return card.allowed().contains(wish.kind())
                    && process.database.operations.openOf(card.id()).isEmpty();
        }
        return process.database.operations.waiting(wish.kind()).stream()
                        .noneMatch(
                                one -> one.cardholderId().equals(wish.holder().id()))
                && process.database.operations.all().stream()
                        .noneMatch(one -> one.kind() == wish.kind()
                                && one.status().isOpen()
                                && one.cardholderId().equals(wish.holder().id()));
    }

    private void begin(Wish wish, @Nullable Baseline before) {
        if (!isAllowed(wish)) {
            return;
        }
        Operation operation = process.database.operations.open(intent(wish), before, process.now());
        process.story.tell("%s is requested for %s", operation.kind(), name(wish));
        process.committed(List.of());
        Issuer.Request request = new Issuer.Request(
                operation.id(),
                wish.kind(),
                wish.holder().issuerUserId(),
                wish.card() == null ? 0 : wish.card().issuerCardId(),
                TEMPLATE,
                wish.cents());
        process.then(() -> send(operation, request));
    }

    private static String name(Wish wish) {
        return wish.card() == null
                ? "user " + wish.holder().issuerUserId()
                : "card " + wish.card().issuerCardId();
    }

    private static Intent intent(Wish wish) {
        Card card = wish.card();
        return switch (wish.kind()) {
            case CARD_RECHARGE ->
                Intent.ofCard(wish.kind(), wish.holder().id(), card.id(), List.of())
                        .costing(usd(wish.cents()), usd(Issuer.FEE));
            case CARD_CLOSE -> {
                Money rest = card.balance();
                Money fee = usd(Issuer.REFUND_FEE);
                yield Intent.ofCard(wish.kind(), wish.holder().id(), card.id(), List.of())
                        .costing(null, fee.compareTo(rest) > 0 ? rest : fee);
            }
            case CARD_APPLY ->
                Intent.ofCardholder(wish.kind(), wish.holder().id(), TEMPLATE, null)
                        .costing(usd(wish.cents()), usd(Issuer.ISSUE_FEE))
                        .activated(false);
            case CARD_ASSIGN ->
                Intent.ofCardholder(wish.kind(), wish.holder().id(), TEMPLATE, null);
            default -> Intent.ofCard(wish.kind(), wish.holder().id(), card.id(), List.of());
        };
    }

    static Money usd(long cents) {
        return new Money(Payload.amount(cents), "USD");
    }

    /** The call, once. What it does at the issuer and what is heard of it are two things. */
    private void send(Operation operation, Issuer.Request request) {
        Instant sentAt = process.now();
        switch (process.chaos.fault(24, 1, 3, 3, 2, 2)) {
            case 1 -> ended(operation, new CallOutcome.NotSent(new Reason("down", null)), sentAt);
            case 2 -> process.scheduler.in(10_000, () -> lost(operation, sentAt));
            case 3 -> {
                issuer.receive(request);
                process.scheduler.in(10_000, () -> lost(operation, sentAt));
            }
            case 4 -> {
                issuer.receive(request);
                lost(operation, sentAt);
            }
            case 5 -> {
                process.scheduler.in(14_000, () -> issuer.receive(request));
                process.scheduler.in(10_000, () -> lost(operation, sentAt));
            }
            default -> answered(operation, issuer.receive(request), sentAt);
        }
    }

    private void lost(Operation operation, Instant sentAt) {
        ended(operation, new CallOutcome.Lost("no answer"), sentAt);
    }

    private void answered(Operation operation, Issuer.Answer answer, Instant sentAt) {
        CallOutcome outcome = answer.taken()
                ? new CallOutcome.Taken(new Accepted(null, answer.ref()))
                : new CallOutcome.Refused(new Reason("issuer_refused", null));
        switch (process.chaos.fault(12, 1, 1)) {
            case 1 -> process.scheduler.in(800, () -> ended(operation, outcome, sentAt));
            case 2 -> process.scheduler.in(8_000, () -> ended(operation, outcome, sentAt));
            default -> ended(operation, outcome, sentAt);
        }
    }

    private void ended(Operation operation, CallOutcome outcome, Instant sentAt) {
        process.then(() -> {
            process.story.tell("%s: %s", operation.kind(), outcome);
            process.committed(List.of(process.database.operations.called(
                    operation.id(), outcome, sentAt, process.now())));
        });
    }

    private com.bananacards.bananatech.CardRef ref(Card card) {
        return process.database.ref(card);
    }

    static boolean makesCard(OperationKind kind) {
        return NEW_CARDS.contains(kind);
    }
}
