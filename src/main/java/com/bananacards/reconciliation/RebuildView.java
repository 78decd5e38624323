package com.bananacards.reconciliation;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * How far a rebuild is, and its report.
 *
 * @param restored in this database, by this rebuild or an earlier one
 * @param leftOut what was found and can't be restored, one sentence each
 * @param neverRestored what no list of the issuer's tells, of anything
 */
@RegisterForReflection
record RebuildView(
        @Nullable UUID id,
        RebuildStatus status,
        @Nullable RebuildStep step,
        @JsonProperty("started_by") @Nullable String startedBy,
        @JsonProperty("started_at") @Nullable Instant startedAt,
        @JsonProperty("ended_at") @Nullable Instant endedAt,
        @JsonProperty("updated_at") @Nullable Instant updatedAt,
        long calls,
        int failures,
        @JsonProperty("last_error") @Nullable String lastError,
        RebuildCounts.Restored restored,
        RebuildCounts.Records records,
        @JsonProperty("left_out") List<String> leftOut,
        @JsonProperty("never_restored") List<String> neverRestored) {

    private static final List<String> NEVER = List.of(
            "ids: cardholders, cards, operations, transactions and challenges get new ones",
            "callers, idempotency keys and request ids",
            "when something was asked for: an operation has the time of its outcome",
            "operations that the issuer refused at once, or never got",
            "the deposit of an application, and the amount of a recharge that failed",
            "fees that were charged, and balances as they were before",
            "the last digits of a card's number before the card was activated",
            "the answers to 3DS challenges: they wait until they expire",
            "PIN changes, operators' decisions, evidence, deliveries and journal lines of before",
            "who did it: what the issuer did by itself looks as if it had been asked for",
            "operations under way: their outcome is applied when it is told");

    /** There never was one. */
    static RebuildView none(RebuildCounts.Read read) {
        return new RebuildView(
                null,
                RebuildStatus.NONE,
                null,
                null,
                null,
                null,
                null,
                0,
                0,
                null,
                read.restored(),
                read.records(),
                List.of(),
                NEVER);
    }

    static RebuildView of(Rebuild rebuild, RebuildCounts.Read read) {
        return new RebuildView(
                rebuild.id,
                rebuild.status,
                rebuild.step,
                rebuild.startedBy,
                rebuild.startedAt,
                rebuild.endedAt,
                rebuild.updatedAt,
                rebuild.calls,
                rebuild.failures,
                rebuild.lastError,
                read.restored(),
                read.records(),
                rebuild.leftOut.sentences(),
                NEVER);
    }
}
