package com.bananacards.operations;

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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;

/** The operations that settlement has to look at. */
@ApplicationScoped
public class Overdue {

    /** The witness of what was concluded from what several others say. */
    public static final String VERDICT = "verdict";

    private final Journal journal;
    private final Clock clock;

    @Inject
    Overdue(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Takes some that are due, and says when each is due again: another replica does not take them meanwhile, and a
     * crash here only costs that time.
     *
     * @param nextCheck from the number of checks so far
     */
    public Uni<List<Operation>> claim(int limit, IntFunction<Instant> nextCheck) {
        return Panache.withTransaction(() -> OperationRows.due(clock.instant(), limit)
                .chain(Overdue::load)
                .invoke(due -> due.forEach(one -> one.checkAt(nextCheck.apply(one.checks())))));
    }

    private static Uni<List<Operation>> load(List<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Operation.list("id in ?1 order by id", ids);
    }

    /** Applies something that happened to one operation, in a transaction of its own. */
    public Uni<Void> happened(UUID id, OperationEvent event) {
        return Panache.withTransaction(() -> OperationRows.lock(id).chain(operation -> {
            Instant now = clock.instant();
            Transition transition = operation.apply(event, now, now);
            if (event instanceof OperationEvent.AnswerLost && !operation.wasSent()) {
                // Cut off before it was written down: the call may have been made, and its result
                // may come.
                operation.sent(operation.createdAt(), null);
            }
            List<Line> lines = new ArrayList<>();
            if (transition instanceof Transition.Moved) {
                lines.add(OperationLines.settled(operation, now, null));
            }
            return operation.flush().chain(() -> journal.append(lines));
        }));
    }

    /** What witnesses say now of an operation that stays open. */
    public Uni<Void> heard(UUID id, List<Testimony> testimonies) {
        return Panache.withTransaction(() ->
                hears(id, testimonies).chain(lines -> journal.append(lines.orElse(List.of()))));
    }

    /** Evidence shows that no money moved. @return true when that settled it */
    public Uni<Boolean> notMoved(UUID id, List<Testimony> testimonies, Reason reason) {
        return Panache.withTransaction(() -> OperationRows.lock(id).chain(operation -> {
            if (!operation.status().isOpen()) {
                return Uni.createFrom().item(false);
            }
            Instant now = clock.instant();
            Telling telling = new Telling(null, VERDICT, now, hears(operation, testimonies, now));
            telling.settle(operation, new OperationEvent.Denied(reason), "FAILED");
            return operation
                    .flush()
                    .chain(() -> journal.append(telling.lines()))
                    .replaceWith(true);
        }));
    }

    /**
     * Keeps what witnesses say on an operation, locked. Runs within the caller's transaction.
     *
     * @return the journal's lines about it; empty when the operation is not open any more
     */
    public Uni<Optional<List<Line>>> hears(UUID id, List<Testimony> testimonies) {
        return OperationRows.lock(id)
                .map(operation -> operation.status().isOpen()
                        ? Optional.of(hears(operation, testimonies, clock.instant()))
                        : Optional.empty());
    }

    private static List<Line> hears(Operation operation, List<Testimony> testimonies, Instant now) {
        List<Line> lines = new ArrayList<>();
        if (operation.hears(testimonies, now)) {
            lines.add(OperationLines.weighed(operation, now));
        }
        return lines;
    }

    /** True when nothing waits for it any more. Runs within the caller's transaction. */
    public Uni<Boolean> isSettled(UUID id) {
        return OperationRows.lock(id).map(operation -> operation.status().isSettled());
    }

    /** How many other operations may have moved money since this one's balances were read. */
    public Uni<Long> othersMovingMoney(Operation operation) {
        Baseline baseline = operation.baseline();
        return baseline == null
                ? Uni.createFrom().item(0L)
                : Panache.withSession(
                        () -> OperationRows.movingMoney(operation.id(), baseline.at()));
    }

    /** Those of the issuer's transactions that carried other operations of the same card out. */
    public Uni<Set<Long>> takenByOthers(Operation operation, List<Long> transactions) {
        UUID card = operation.cardId();
        return card == null || transactions.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : Panache.withSession(
                        () -> OperationRows.carriedOutBy(card, transactions, operation.id()));
    }

    /** Runs settlement's own reading of an operation: locked, in a transaction, with its lines journaled. */
    public Uni<Void> settle(UUID id, String witness, OperationEvent event, String says) {
        return Panache.withTransaction(() -> OperationRows.lock(id).chain(operation -> {
            Telling telling = new Telling(null, witness, clock.instant(), new ArrayList<>());
            telling.settle(operation, event, says);
            return operation.flush().chain(() -> journal.append(telling.lines()));
        }));
    }
}
