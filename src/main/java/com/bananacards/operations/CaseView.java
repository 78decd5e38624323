package com.bananacards.operations;

import com.bananacards.journal.TimelineEntry;
import com.bananacards.money.Money;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * An operation as an operator decides about it: all that is known of it, side by side.
 *
 * @param askedBy the subject of the token that asked for it
 * @param issuerRef the number by which the issuer's answer referred to it
 * @param why why it is where it is, in plain words
 * @param verdict what the witnesses of money add up to; null where none was asked
 * @param baseline what card and account held before money was asked to move; null where it was not read
 * @param needsTwoPeople true when one person's decision is not enough
 * @param proposal what a first person decided; null when nobody did
 * @param may what can be done about it: {@code settle}, {@code approve}, {@code refuse}
 * @param timeline what happened to it, oldest first; in a list it is empty
 */
@RegisterForReflection
public record CaseView(
        OperationView operation,
        String why,
        @JsonProperty("asked_by") String askedBy,
        @JsonProperty("request_id") @Nullable String requestId,
        @JsonProperty("issuer_ref") @Nullable Long issuerRef,
        @JsonProperty("issuer_transaction_id") @Nullable Long issuerTransactionId,
        @JsonProperty("held_until") @Nullable Instant heldUntil,
        @JsonProperty("next_check_at") @Nullable Instant nextCheckAt,
        int checks,
        @Nullable Verdict verdict,
        @Nullable Before baseline,
        @JsonProperty("needs_two_people") boolean needsTwoPeople,
        @Nullable Proposal proposal,
        List<String> may,
        List<TimelineEntry> timeline) {

    /** What there was before money was asked to move. */
    @RegisterForReflection
    public record Before(@Nullable String card, @Nullable String account, Instant at) {}

    static CaseView of(Operation operation, boolean needsTwoPeople, List<TimelineEntry> timeline) {
        return new CaseView(
                OperationView.of(operation),
                CaseWords.why(operation),
                operation.caller,
                operation.requestId,
                operation.issuerRef,
                operation.issuerTransactionId,
                operation.heldUntil,
                operation.nextCheckAt,
                operation.checks,
                CaseWords.verdict(operation.findings.evidence()),
                before(operation),
                needsTwoPeople,
                operation.proposal,
                may(operation),
                timeline);
    }

    private static @Nullable Before before(Operation operation) {
        Baseline baseline = operation.baseline;
        return baseline == null
                ? null
                : new Before(
                        text(operation, baseline.card()),
                        text(operation, baseline.account()),
                        baseline.at());
    }

    private static @Nullable String text(Operation operation, @Nullable BigDecimal amount) {
        if (amount == null) {
            return null;
        }
        return operation.price == null
                ? amount.toPlainString()
                : new Money(amount, operation.price.currency()).text();
    }

    private static List<String> may(Operation operation) {
        if (operation.isHeld()) {
            return List.of("approve", "refuse");
        }
        return operation.status == OperationStatus.IN_REVIEW ? List.of("settle") : List.of();
    }
}
