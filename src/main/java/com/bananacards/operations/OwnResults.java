package com.bananacards.operations;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/** Which of the issuer's results, none of which names an operation, can be an operation's own. Pure. */
public final class OwnResults {

    private OwnResults() {}

    /**
     * True when the issuer has not told how it ended, though it may have been carried out. One that a crash cut off counts
     * as sent.
     */
    public static boolean areMissing(Operation operation) {
        return operation.wasSent()
                && !operation.issuerSaid("SUCCESS")
                && !operation.issuerSaid("FAILED");
    }

    /**
     * When an operation's result can have happened: not before it began, and not after it was seen to be carried out.
     * What was called failed may be carried out still.
     *
     * @param from by the issuer's clock
     * @param to null while there is no end of it
     */
    public record Times(Instant from, @Nullable Instant to) {

        public boolean include(Instant at) {
            return !at.isBefore(from) && (to == null || !at.isAfter(to));
        }
    }

    /** @param skew how far the issuer's clock may be from ours */
    public static Times of(Operation operation, Duration skew) {
        Instant end = operation.status == OperationStatus.SUCCEEDED ? operation.settledAt : null;
        return new Times(operation.begunAt.minus(skew), end == null ? null : end.plus(skew));
    }
}
