package com.bananacards.operations;

import com.bananacards.http.DatabaseFailures;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.journal.Journal;
import com.bananacards.journal.Line;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Makes the one call of an operation that is committed, outside any transaction, and commits what became of it. */
@ApplicationScoped
class Sending {

    /** The reason of what was not sent because its turn came after its lease. */
    static final String TOO_LATE = "too_late_to_send";

    private final Journal journal;
    private final OperationsConfig config;
    private final Clock clock;

    @Inject
    Sending(Journal journal, OperationsConfig config, Clock clock) {
        this.journal = journal;
        this.config = config;
        this.clock = clock;
    }

    /** The operation after its call. */
    record Sent(CallOutcome outcome, Operation operation) {

        boolean wasNotSent() {
            return outcome instanceof CallOutcome.NotSent;
        }
    }

    /**
     * @param begunAt when the operation was recorded
     * @param alongside what else is written in the transaction that records the outcome
     */
    Uni<Sent> send(UUID id, Instant begunAt, Planned planned, Function<Sent, Uni<?>> alongside) {
        Instant sentAt = clock.instant();
        return call(planned, begunAt, sentAt).chain(outcome -> {
            CallTimes times = new CallTimes(sentAt, clock.instant());
            return inTime(id, record(id, outcome, times, planned, alongside));
        });
    }

    /**
     * Whoever stood still for longer than the lease since the operation was recorded (a frozen container, a machine that
     * was moved) sends nothing: others may have found by now that it was not done, and its caller may have asked again.
     */
    private Uni<CallOutcome> call(Planned planned, Instant begunAt, Instant sentAt) {
        if (begunAt.plus(config.sendLease()).isBefore(sentAt)) {
            return Uni.createFrom().item(new CallOutcome.NotSent(new Reason(TOO_LATE, null)));
        }
        return planned.call()
                .get()
                .map(answer -> (CallOutcome) new CallOutcome.Taken(answer))
                .onFailure()
                .recoverWithItem(CallOutcome::of);
    }

    /** Who waits too long is told so; what happened is written down all the same, or settlement finds it out. */
    private Uni<Sent> inTime(UUID id, Uni<Sent> recording) {
        return recording
                .memoize()
                .indefinitely()
                .ifNoItem()
                .after(config.recordWithin())
                .failWith(() -> Problem.of(
                                ProblemType.UNAVAILABLE,
                                "The outcome can't be written down now; the same key tells it"
                                        + " later.")
                        .operation(id));
    }

    private Uni<Sent> record(
            UUID id,
            CallOutcome outcome,
            CallTimes times,
            Planned planned,
            Function<Sent, Uni<?>> alongside) {
        return Panache.withTransaction(() -> planned.alongside()
                        .apply(outcome)
                        .chain(lines -> OperationRows.lock(id)
                                .chain(row -> write(row, outcome, times, lines)))
                        .call(alongside))
                .onFailure(DatabaseFailures::isDatabaseAway)
                .retry()
                .withBackOff(config.recordWait())
                .atMost(config.recordTries());
    }

    private Uni<Sent> write(
            Operation operation, CallOutcome outcome, CallTimes times, List<Line> alongside) {
        Instant now = clock.instant();
        Sent sent = new Sent(outcome, operation);
        List<Line> lines = new ArrayList<>(alongside);
        lines.add(Settlement.called(operation, outcome, times, now, config.firstCheck()));
        return operation.flush().chain(() -> journal.append(lines)).replaceWith(sent);
    }
}
