package com.bananacards.operations;

import com.bananacards.journal.Line;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;

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

    static Line called(Operation operation, CallOutcome outcome, Instant at) {
        return switch (outcome) {
            case CallOutcome.Taken taken ->
                about(
                                operation,
                                at,
                                "IssuerAccepted",
                                sentence(operation, "was taken by the issuer"))
                        .issuerCard(taken.answer().cardId())
                        .issuerUser(taken.answer().userId())
                        .streamed(UPDATED, OperationView.of(operation));
            case CallOutcome.Refused(Reason reason) ->
                about(
                                operation,
                                at,
                                "IssuerRefused",
                                sentence(operation, "was refused by the issuer"))
                        .with("reason", reason.issuer())
                        .streamed(UPDATED, OperationView.of(operation));
            case CallOutcome.NotSent ignored ->
                about(
                                operation,
                                at,
                                "NeverSent",
                                sentence(operation, "was never sent: the issuer can't be reached"))
                        .streamed(UPDATED, OperationView.of(operation));
            case CallOutcome.Lost(String why) ->
                about(
                                operation,
                                at,
                                "AnswerLost",
                                sentence(operation, "was sent and not answered; settlement asks"))
                        .with("why", why)
                        .streamed(UPDATED, OperationView.of(operation));
        };
    }

    /** The operation came to its end, or to review. */
    public static Line settled(Operation operation, Instant at, @Nullable String actor) {
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
                .actor(actor)
                .streamed(UPDATED, OperationView.of(operation));
    }

    /** A second person let it begin. */
    static Line approved(Operation operation, Instant at, String actor) {
        return about(operation, at, "OperationApproved", sentence(operation, "was approved"))
                .actor(actor)
                .streamed(UPDATED, OperationView.of(operation));
    }

    /** What witnesses say has changed. */
    static Line weighed(Operation operation, Instant at) {
        return about(operation, at, "EvidenceWeighed", sentence(operation, "was asked about"))
                .with("evidence", operation.findings.evidence())
                .streamed(UPDATED, OperationView.of(operation));
    }

    /** Evidence against a settled operation: kept, shown, alarming. */
    public static Line contradicted(Operation operation, String says, Instant at) {
        return about(
                        operation,
                        at,
                        "OperationContradicted",
                        sentence(operation, "is contradicted: " + says))
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
