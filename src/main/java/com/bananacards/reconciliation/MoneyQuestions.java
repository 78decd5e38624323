package com.bananacards.reconciliation;

import com.bananacards.bananatech.BananatechConfig;
import com.bananacards.bananatech.CardRef;
import com.bananacards.bananatech.IssuerFact;
import com.bananacards.bananatech.IssuerFact.CardApplyResult;
import com.bananacards.bananatech.IssuerFact.CardCloseResult;
import com.bananacards.bananatech.IssuerFact.CardRechargeResult;
import com.bananacards.bananatech.IssuerFact.Result;
import com.bananacards.bananatech.IssuerFact.TransactionCreated;
import com.bananacards.cards.CardEvidence;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OperationsConfig;
import com.bananacards.operations.Overdue;
import com.bananacards.operations.Reason;
import com.bananacards.operations.Verdict;
import com.bananacards.webhooks.Conclusions;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds out whether an operation moved money that no webhook and no record told of: asks every witness there is, keeps
 * what each says on the operation, and concludes only where enough of them agree.
 */
@ApplicationScoped
class MoneyQuestions {

    private final Sights sights;
    private final CardEvidence cards;
    private final Conclusions conclusions;
    private final Overdue overdue;
    private final BananatechConfig issuer;
    private final OperationsConfig config;
    private final Clock clock;

    @Inject
    MoneyQuestions(
            Sights sights,
            CardEvidence cards,
            Conclusions conclusions,
            Overdue overdue,
            BananatechConfig issuer,
            OperationsConfig config,
            Clock clock) {
        this.sights = sights;
        this.cards = cards;
        this.conclusions = conclusions;
        this.overdue = overdue;
        this.issuer = issuer;
        this.config = config;
        this.clock = clock;
    }

    /** True when that settled it. */
    Uni<Boolean> ask(Operation operation) {
        MoneyCase asked = MoneyCase.of(operation, operation.createdAt().minus(config.clockSkew()));
        Instant looked = clock.instant();
        return ref(operation)
                .chain(ref -> sights.look(operation, ref).chain(sight -> {
                    MoneyEvidence evidence = new MoneyEvidence(asked, sight, issuer.literals());
                    return conclude(operation, ref, evidence, looked);
                }));
    }

    /** The card as the issuer names it; empty while nobody knows its number. */
    private Uni<Optional<CardRef>> ref(Operation operation) {
        if (operation.kind() != OperationKind.CARD_APPLY) {
            return cards.ref(operation).map(Optional::of);
        }
        Long number = operation.issuerRef();
        return number == null
                ? Uni.createFrom().item(Optional.empty())
                : cards.owner(operation.cardholderId())
                        .map(user -> Optional.of(new CardRef(user, number)));
    }

    private Uni<Boolean> conclude(
            Operation operation, Optional<CardRef> ref, MoneyEvidence evidence, Instant looked) {
        Verdict verdict = evidence.verdict();
        if (verdict == Verdict.MOVED && ref.isPresent()) {
            return conclusions.carriedOut(
                    operation.id(), fact(operation, ref.get(), evidence), evidence.testimonies());
        }
        if (verdict == Verdict.NOT_MOVED && isRipe(operation, looked)) {
            return overdue.notMoved(
                    operation.id(), evidence.testimonies(), new Reason("not_moved", null));
        }
        return overdue.heard(operation.id(), evidence.testimonies()).replaceWith(false);
    }

    /**
     * What was sent may still be on its way at the issuer: no trace of it counts only after a while. By when the look
     * began: what was carried out while it was being taken can be missing in it.
     */
    private boolean isRipe(Operation operation, Instant looked) {
        return operation.createdAt().plus(config.notMovedAfter()).isBefore(looked);
    }

    /** The event that the issuer did not send, as far as it can be known. */
    private IssuerFact fact(Operation operation, CardRef ref, MoneyEvidence evidence) {
        TransactionCreated carrier = evidence.carrier();
        Long number = carrier == null ? null : carrier.transactionId();
        Instant at = carrier == null ? null : carrier.at();
        Instant when = at == null ? operation.createdAt() : at;
        return switch (operation.kind()) {
            case CARD_RECHARGE ->
                new CardRechargeResult(
                        ref.cardId(),
                        number,
                        Objects.requireNonNull(operation.amount()).amount(),
                        Result.SUCCESS,
                        null,
                        null,
                        when);
            case CARD_CLOSE ->
                new CardCloseResult(
                        ref.cardId(),
                        number,
                        carrier == null ? known(evidence.refund()) : carrier.amount(),
                        Result.SUCCESS,
                        null,
                        null,
                        when);
            case CARD_APPLY ->
                new CardApplyResult(
                        Objects.requireNonNull(operation.templateId()),
                        ref.userId(),
                        ref.cardId(),
                        Result.SUCCESS,
                        null,
                        when);
            default -> throw new IllegalArgumentException(operation.kind() + " moves no money");
        };
    }

    private static BigDecimal known(@Nullable BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }
}
