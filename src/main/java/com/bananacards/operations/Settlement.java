package com.bananacards.operations;

import com.bananacards.journal.Line;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of one operation that is loaded and locked, and the journal's lines about it. Pure: the caller loads,
 * writes and appends.
 */
public final class Settlement {

    private Settlement() {}

    /**
     * The call ended like this.
     *
     * @param firstCheck settlement asks after this time, should the operation stay open
     */
    static Line called(
            Operation operation,
            CallOutcome outcome,
            CallTimes times,
            Instant now,
            Duration firstCheck) {
        if (!(outcome instanceof CallOutcome.NotSent)) {
            operation.sent(
                    times.calledAt(),
                    outcome instanceof CallOutcome.Taken taken ? taken.answer().cardId() : null);
        }
        operation.apply(outcome.event(), now, now.plus(firstCheck));
        return OperationLines.called(operation, outcome, times, now);
    }

    /** Something happened to it that no witness told of. */
    static List<Line> happened(Operation operation, OperationEvent event, Instant now) {
        Transition transition = operation.apply(event, now, now);
        if (event instanceof OperationEvent.AnswerLost && !operation.wasSent()) {
            // Cut off before it was written down: the call may have been made, and its result may
            // come.
            operation.sent(operation.begunAt(), null);
        }
        return transition instanceof Transition.Moved
                ? List.of(OperationLines.settled(operation, now, null))
                : List.of();
    }

    /** Witnesses say this now. Empty when it is not open any more, and nothing is kept. */
    public static Optional<List<Line>> hears(
            Operation operation, List<Testimony> testimonies, Instant now) {
        if (!operation.status().isOpen()) {
            return Optional.empty();
        }
        return Optional.of(
                operation.hears(testimonies, now)
                        ? List.of(OperationLines.weighed(operation, now))
                        : List.of());
    }

    /** Witnesses agree that no money moved. Empty when it is not open any more, or the issuer took it meanwhile. */
    static Optional<List<Line>> notMoved(
            Operation operation, List<Testimony> testimonies, Reason reason, Instant now) {
        if (!operation.canBeCalledNotDone()) {
            return Optional.empty();
        }
        return hears(operation, testimonies, now).map(heard -> {
            Telling telling = new Telling(null, Overdue.VERDICT, now, new ArrayList<>(heard));
            telling.settle(operation, new OperationEvent.Denied(reason), "FAILED");
            return telling.lines();
        });
    }

    /** Settlement's own reading of one witness. */
    static List<Line> read(
            Operation operation, String witness, OperationEvent event, String says, Instant now) {
        Telling telling = new Telling(null, witness, now, new ArrayList<>());
        telling.settle(operation, event, says);
        return telling.lines();
    }
}
