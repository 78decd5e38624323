package com.bananacards.console;

import com.bananacards.bananatech.IssuerHealth;
import com.bananacards.operations.OpenOperations;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OperationStatus;
import com.bananacards.webhooks.InboxFigures;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The state of things on one page. What the database tells is null while it can't be reached.
 *
 * @param countMost counts end here: this number means so many or more
 * @param operations open ones, by kind and status; those of which there is none are left out
 */
@RegisterForReflection
record Overview(
        @JsonProperty("as_of") Instant asOf,
        @JsonProperty("count_most") int countMost,
        @JsonProperty("needs_person") @Nullable NeedsPerson needsPerson,
        @Nullable List<Open> operations,
        @Nullable Inbox inbox,
        Issuer issuer,
        Database database,
        History.Shown history) {

    /**
     * What goes on only when a person does something.
     *
     * @param parked deliveries that nothing tries again by itself
     */
    @RegisterForReflection
    record NeedsPerson(
            @JsonProperty("in_review") long inReview,
            @JsonProperty("awaiting_approval") long awaitingApproval,
            long parked) {}

    /** Operations that are not settled. */
    @RegisterForReflection
    record Open(
            OperationKind kind,
            OperationStatus status,
            long count,
            @JsonProperty("oldest_at") Instant oldestAt) {}

    /**
     * Deliveries that are not applied.
     *
     * @param pending stored and due
     * @param parked all parked ones, those too that are tried again
     * @param lagSeconds how long the oldest pending one has waited
     */
    @RegisterForReflection
    record Inbox(
            long pending,
            @JsonProperty("oldest_pending_at") @Nullable Instant oldestPendingAt,
            long parked,
            @JsonProperty("lag_seconds") BigDecimal lagSeconds) {}

    /** How the issuer answers this replica. */
    @RegisterForReflection
    record Issuer(
            IssuerHealth.Breaker breaker,
            @JsonProperty("calls_last_minute") long callsLastMinute,
            @JsonProperty("errors_last_minute") long errorsLastMinute,
            @JsonProperty("p95_ms") @Nullable Long p95Millis) {

        static Issuer of(IssuerHealth.LastMinute minute) {
            return new Issuer(
                    minute.breaker(), minute.calls(), minute.errors(), minute.p95Millis());
        }
    }

    /** This replica's pool of connections. */
    @RegisterForReflection
    record Database(
            boolean reachable,
            @JsonProperty("pool_in_use") @Nullable Long poolInUse,
            @JsonProperty("pool_most") int poolMost,
            @Nullable Long waiting) {}

    /** What the database told. */
    record Told(List<OpenOperations.Count> open, long held, InboxFigures.Figures inbox) {

        NeedsPerson needsPerson(int most) {
            long inReview = open.stream()
                    .filter(one -> one.status() == OperationStatus.IN_REVIEW)
                    .mapToLong(OpenOperations.Count::count)
                    .sum();
            return new NeedsPerson(Math.min(most, inReview), held, inbox.forAPerson());
        }

        List<Open> operations() {
            return open.stream()
                    .map(one -> new Open(one.kind(), one.status(), one.count(), one.oldestAt()))
                    .toList();
        }

        Inbox inbox(Instant now) {
            Instant oldest = inbox.oldestPendingAt();
            long lag = oldest == null
                    ? 0
                    : Math.max(0, Duration.between(oldest, now).toMillis());
            return new Inbox(inbox.pending(), oldest, inbox.parked(), BigDecimal.valueOf(lag, 3));
        }
    }
}
