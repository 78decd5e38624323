package com.bananacards.operations;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Says in plain words why an operation is where it is. Pure. */
final class CaseWords {

    private CaseWords() {}

    static String why(Operation operation) {
        return switch (operation.status) {
            case REQUESTED ->
                operation.isHeld()
                        ? "It is above the amount that one person may send alone. Nothing was sent;"
                                + " a second person has to approve it."
                        : "It is recorded and being sent. If this lasts, the service was cut off,"
                                + " and settlement will ask the issuer.";
            case PENDING -> "The issuer took it. Its result has not come yet.";
            case UNKNOWN ->
                "It was sent and got no answer. It is not sent again; settlement asks the issuer"
                        + " what became of it.";
            case IN_REVIEW -> inReview(operation);
            case SUCCEEDED -> settled(operation, "SUCCESS", "It was carried out");
            case FAILED -> settled(operation, "FAILED", failed(operation));
        };
    }

    private static String inReview(Operation operation) {
        Proposal first = operation.proposal;
        if (first != null) {
            return "One person decided " + first.outcome() + ". A second person has to decide the"
                    + " same.";
        }
        Verdict verdict = verdict(operation.findings.evidence());
        if (verdict == null) {
            return "Its deadline passed and no witness told what became of it.";
        }
        return switch (verdict) {
            case UNDECIDED ->
                "Its deadline passed, and the witnesses do not agree or can't tell whether money"
                        + " moved.";
            case MOVED -> "Its deadline passed. The witnesses say that money moved.";
            case NOT_MOVED -> "Its deadline passed. The witnesses say that no money moved.";
        };
    }

    private static String settled(Operation operation, String result, String sentence) {
        String contradicted = operation.findings.warnings().contains("contradicted")
                ? " Something that came later contradicts this."
                : "";
        return operation.findings.evidence().stream()
                        .filter(one -> one.says().equals(result))
                        .map(Evidence::witness)
                        .reduce((one, later) -> later)
                        .map(witness -> sentence + ": " + who(witness) + ".")
                        .orElse(sentence + ".")
                + contradicted;
    }

    private static String failed(Operation operation) {
        Reason reason = operation.reason;
        String code = reason == null ? "unknown" : reason.code();
        return "It was not carried out (" + code + ")";
    }

    private static String who(String witness) {
        return switch (witness) {
            case "webhook" -> "the issuer said so by webhook";
            case "webhook_records" -> "the issuer's records of webhooks say so";
            case "answer" -> "the issuer's answer says so";
            case "card_information" -> "the issuer's information about the card shows it";
            case "transactions" -> "the card's transactions show it";
            case "users" -> "the issuer's list of users shows it";
            case "verdict" -> "the witnesses agree";
            case "operator" -> "an operator decided so";
            case "restored" -> "a rebuild put it in place";
            default -> witness + " says so";
        };
    }

    /** What the witnesses of money add up to; null when none was asked. */
    static @Nullable Verdict verdict(List<Evidence> evidence) {
        List<Testimony> testimonies = evidence.stream()
                .map(CaseWords::testimony)
                .flatMap(Optional::stream)
                .toList();
        return testimonies.isEmpty() ? null : Verdict.of(testimonies, Verdict.FOR_MONEY);
    }

    private static Optional<Testimony> testimony(Evidence one) {
        return Arrays.stream(Witness.values())
                .filter(witness -> witness.label().equals(one.witness()))
                .findFirst()
                .flatMap(witness -> Arrays.stream(Testimony.Says.values())
                        .filter(says -> says.name().equals(one.says()))
                        .findFirst()
                        .map(says -> new Testimony(witness, says, "")));
    }
}
