package com.bananacards.operations;

import com.bananacards.security.Caller;
import com.bananacards.time.Ids;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Operations without a database. */
public final class OperationsInMemory {

    private static final Duration FIRST_CHECK = Duration.ofSeconds(10);
    static final Origin ORIGIN = new Origin(
            new Caller("shop", Optional.empty()),
            "POST /v1",
            "key",
            "{}",
            null,
            null,
            Optional.empty());

    private OperationsInMemory() {}

    /** Recorded, and not known to be sent. */
    public static Operation requested(Intent intent, Instant now) {
        return new Operation(Ids.next(), intent, null, ORIGIN, now, FIRST_CHECK);
    }

    /** Taken by the issuer, whose answer named this number. */
    public static Operation pending(Intent intent, @Nullable Long issuerRef, Instant now) {
        Operation operation = requested(intent, now);
        operation.sent(now, issuerRef);
        operation.apply(new OperationEvent.Accepted(), now, now.plus(FIRST_CHECK));
        return operation;
    }

    /** A crash cut it off: whether it was sent nobody wrote down. */
    public static void cutOff(Operation operation, Instant now) {
        Settlement.happened(operation, new OperationEvent.AnswerLost(), now);
    }

    /** What witnesses said of it. */
    public static List<Evidence> evidence(Operation operation) {
        return operation.findings.evidence();
    }
}
