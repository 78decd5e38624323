package com.bananacards.reconciliation;

import com.bananacards.bananatech.CardRef;
import com.bananacards.bananatech.IssuerFact;
import com.bananacards.bananatech.IssuerFact.CardApplyResult;
import com.bananacards.bananatech.IssuerFact.CardBalanceChange;
import com.bananacards.bananatech.IssuerFact.CardCloseResult;
import com.bananacards.bananatech.IssuerFact.CardRechargeResult;
import com.bananacards.bananatech.IssuerFact.Result;
import com.bananacards.bananatech.IssuerFact.TransactionCreated;
import com.bananacards.bananatech.IssuerReads.CardBalance;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.Verdict;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What evidence of an operation comes to. Pure. */
sealed interface MoneyConclusion {

    /** It was carried out: the events that the issuer did not send, as far as they can be known. */
    record CarriedOut(List<IssuerFact> facts) implements MoneyConclusion {}

    /** No money moved, and none will. */
    record NotMoved() implements MoneyConclusion {}

    /** Nothing yet. */
    record Undecided() implements MoneyConclusion {}

    /**
     * Concludes.
     *
     * @param ref the card; empty while nobody knows its number
     * @param earliest what the operation did was not done before, by the issuer's clock
     * @param asOf what the issuer shows now is not older than this, by its clock
     * @param ripe true when what was sent can't be on its way any more
     */
    static MoneyConclusion of(
            Operation operation,
            Optional<CardRef> ref,
            MoneyEvidence evidence,
            Instant earliest,
            Instant asOf,
            boolean ripe) {
        Verdict verdict = evidence.verdict();
        if (verdict == Verdict.MOVED && ref.isPresent()) {
            return new CarriedOut(facts(operation, ref.get(), evidence, earliest, asOf));
        }
        return verdict == Verdict.NOT_MOVED && ripe ? new NotMoved() : new Undecided();
    }

    /** An amount without a time of its own may be in any balance that is known: then the balance as it is now counts. */
    private static List<IssuerFact> facts(
            Operation operation,
            CardRef ref,
            MoneyEvidence evidence,
            Instant earliest,
            Instant asOf) {
        IssuerFact carriedOut = fact(operation, ref, evidence, earliest);
        CardBalance now = evidence.cardBalance();
        if (operation.kind() != OperationKind.CARD_RECHARGE
                || evidence.carrier() != null
                || now == null) {
            return List.of(carriedOut);
        }
        BigDecimal available = now.available() == null ? now.balance() : now.available();
        return List.of(
                carriedOut,
                new CardBalanceChange(
                        ref.cardId(), now.balance(), available, now.currency(), asOf));
    }

    private static IssuerFact fact(
            Operation operation, CardRef ref, MoneyEvidence evidence, Instant earliest) {
        TransactionCreated carrier = evidence.carrier();
        Long number = carrier == null ? null : carrier.transactionId();
        Instant at = carrier == null ? null : carrier.at();
        Instant when = at == null ? earliest : at;
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
