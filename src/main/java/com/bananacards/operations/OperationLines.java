package com.bananacards.operations;

import com.bananacards.journal.Line;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** The journal's words for what happens to an operation. */
public final class OperationLines {

    /** The event stream's name for a changed operation. */
    public static final String UPDATED = "operation.updated";

    private OperationLines() {}

    static Line requested(Operation operation, Instant at) {
        return about(operation, at, "OperationRequested", sentence(operation, "was requested"))
                .actor(operation.caller)
                .streamed(UPDATED, OperationView.of(operation));
    }

    /** What became of the one call, and how long it took. */
    static Line called(Operation operation, CallOutcome outcome, CallTimes times, Instant at) {
        Line.Builder line = about(operation, at, kind(outcome), sentence(operation, words(outcome)))
                .with("outcome", outcome(outcome))
                .with("called_at", times.calledAt())
                .with("took_ms", times.took().toMillis());
        switch (outcome) {
            case CallOutcome.Taken taken ->
                line.issuerCard(taken.answer().cardId())
                        .issuerUser(taken.answer().userId());
            case CallOutcome.Refused(Reason reason) -> line.with("reason", reason.issuer());
            case CallOutcome.NotSent ignored -> {}
            case CallOutcome.Lost(String why) -> line.with("why", why);
        }
        return line.streamed(UPDATED, OperationView.of(operation));
    }

    private static String kind(CallOutcome outcome) {
        return switch (outcome) {
            case CallOutcome.Taken ignored -> "IssuerAccepted";
            case CallOutcome.Refused ignored -> "IssuerRefused";
            case CallOutcome.NotSent ignored -> "NeverSent";
            case CallOutcome.Lost ignored -> "AnswerLost";
        };
    }

    private static String outcome(CallOutcome outcome) {
        return switch (outcome) {
            case CallOutcome.Taken ignored -> "accepted";
            case CallOutcome.Refused ignored -> "refused";
            case CallOutcome.NotSent ignored -> "not_sent";
            case CallOutcome.Lost ignored -> "no_answer";
        };
    }

    private static String words(CallOutcome outcome) {
        return switch (outcome) {
            case CallOutcome.Taken ignored -> "was taken by the issuer";
            case CallOutcome.Refused ignored -> "was refused by the issuer";
            case CallOutcome.NotSent(Reason reason) ->
                "was never sent: "
                        + (Sending.TOO_LATE.equals(reason.code())
                                ? "its turn came too late"
                                : "the issuer can't be reached");
            case CallOutcome.Lost ignored -> "was sent and not answered; settlement asks";
        };
    }

    /** The operation came to its end, or to review. */
    public static Line settled(Operation operation, Instant at, @Nullable String actor) {
        return outcome(operation, at, actor).streamed(UPDATED, OperationView.of(operation));
    }

    /** A fact settled it. @param delivery the one that told it; null when it was read elsewhere */
    static Line settledBy(Operation operation, Instant at, @Nullable UUID delivery) {
        return outcome(operation, at, null)
                .delivery(delivery)
                .streamed(UPDATED, OperationView.of(operation));
    }

    /**
     * A person, or two, decided it.
     *
     * @param first who decided first, where two had to
     */
    static Line decided(
            Operation operation, Instant at, String actor, String why, @Nullable String first) {
        return outcome(operation, at, actor)
                .with("decision", why)
                .with("first_person", first)
                .streamed(UPDATED, OperationView.of(operation));
    }

    private static Line.Builder outcome(Operation operation, Instant at, @Nullable String actor) {
        String kind = switch (operation.status) {
            case SUCCEEDED -> "OperationSucceeded";
            case FAILED -> "OperationFailed";
            case IN_REVIEW -> "OperationToReview";
            case UNKNOWN -> "OperationUnknown";
            case REQUESTED, PENDING -> "OperationOpen";
        };
        return about(operation, at, kind, sentence(operation, "is " + words(operation.status)))
                .with("reason", operation.reason == null ? null : operation.reason.code())
                .with("issuer", operation.reason == null ? null : operation.reason.issuer())
                .with("evidence", operation.findings.evidence())
                .actor(actor);
    }

    /** A second person let it begin. */
    static Line approved(Operation operation, Instant at, String actor) {
        return about(operation, at, "OperationApproved", sentence(operation, "was approved"))
                .actor(actor)
                .streamed(UPDATED, OperationView.of(operation));
    }

    /** A first person decided; it stays in review until a second one agrees. */
    static Line proposed(Operation operation, Proposal proposal, Instant at) {
        return about(
                        operation,
                        at,
                        "DecisionProposed",
                        sentence(operation, "is to be " + words(proposal.outcome())))
                .with("outcome", proposal.outcome())
                .with("reason", proposal.reason())
                .actor(proposal.by())
                .streamed(UPDATED, OperationView.of(operation));
    }

    /** What witnesses say has changed. */
    static Line weighed(Operation operation, Instant at) {
        return about(operation, at, "EvidenceWeighed", sentence(operation, "was asked about"))
                .with("evidence", operation.findings.evidence())
                .streamed(UPDATED, OperationView.of(operation));
    }

    /** Evidence against a settled operation: kept, shown, alarming. */
    public static Line contradicted(
            Operation operation, String says, Instant at, @Nullable UUID delivery) {
        return about(
                        operation,
                        at,
                        "OperationContradicted",
                        sentence(operation, "is contradicted: " + says))
                .delivery(delivery)
                .with("says", says)
                .streamed(UPDATED, OperationView.of(operation));
    }

    /** A line about this operation, to be finished by the caller. */
    public static Line.Builder about(Operation operation, Instant at, String kind, String summary) {
        return Line.of(at, kind, summary)
                .operation(operation.id)
                .card(operation.cardId)
                .cardholder(operation.cardholderId)
                .request(operation.requestId);
    }

    private static String sentence(Operation operation, String predicate) {
        return words(operation.kind) + " " + predicate;
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
