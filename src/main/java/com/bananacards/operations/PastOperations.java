package com.bananacards.operations;

import com.bananacards.security.Caller;
import com.bananacards.time.Ids;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Operations that were before this database was, put in place from what the issuer remembers of them: who asked, under
 * which key, and what it cost are not among it.
 */
public final class PastOperations {

    /** Stands for the caller, whom nobody remembers. */
    private static final Origin FORGOTTEN = new Origin(
            new Caller("restored", Optional.empty()), "", "", "", null, null, Optional.empty());

    private PastOperations() {}

    /**
     * An operation that the issuer had taken.
     *
     * @param ref the card that came of it, where there is one
     * @param at the time of its outcome, for want of an earlier one
     */
    public static Operation taken(Intent intent, @Nullable Long ref, Instant at, Instant now) {
        Operation operation = new Operation(Ids.at(at), intent, null, FORGOTTEN, at, Duration.ZERO);
        operation.restoredAt = now;
        operation.sent(at, ref);
        operation.apply(new OperationEvent.Accepted(), at, now);
        return operation;
    }

    /** True of an operation that was asked for here, and whose outcome may be of this time. */
    public static boolean isOursOf(Operation operation, Instant at, Duration skew) {
        Instant end = operation.settledAt;
        return operation.restoredAt == null
                && operation.mayHaveCaused(at, skew)
                && (end == null || !at.isAfter(end.plus(skew)));
    }
}
