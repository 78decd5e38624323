package com.bananacards.operations;

import com.bananacards.journal.Journal;
import com.bananacards.journal.Line;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
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
        return change(id, operation -> Settlement.happened(operation, event, clock.instant()));
    }

    /** What witnesses say now of an operation that stays open. */
    public Uni<Void> heard(UUID id, List<Testimony> testimonies) {
        return change(
                id,
                operation -> Settlement.hears(operation, testimonies, clock.instant())
                        .orElse(List.of()));
    }

    /** Evidence shows that no money moved. @return true when that settled it */
    public Uni<Boolean> notMoved(UUID id, List<Testimony> testimonies, Reason reason) {
        return Panache.withTransaction(() -> OperationRows.lock(id)
                .chain(operation -> Settlement.notMoved(
                                operation, testimonies, reason, clock.instant())
                        .map(lines -> write(operation, lines).replaceWith(true))
                        .orElseGet(() -> Uni.createFrom().item(false))));
    }

    private Uni<Void> change(UUID id, Function<Operation, List<Line>> rule) {
        return Panache.withTransaction(() ->
                OperationRows.lock(id).chain(operation -> write(operation, rule.apply(operation))));
    }

    private Uni<Void> write(Operation operation, List<Line> lines) {
        return operation.flush().chain(() -> journal.append(lines));
    }

    /** The operation, locked. Runs within the caller's transaction. */
    public Uni<Operation> locked(UUID id) {
        return OperationRows.lock(id);
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

    /** The other recharges of the same card that were carried out by nobody knows which transaction. */
    public Uni<List<Operation>> othersWithoutTransaction(Operation operation) {
        UUID card = operation.cardId();
        return card == null
                ? Uni.createFrom().item(List.of())
                : Panache.withSession(() -> OperationRows.withoutTransaction(card, operation.id()));
    }

    /** Runs settlement's own reading of an operation: locked, in a transaction, with its lines journaled. */
    public Uni<Void> settle(UUID id, String witness, OperationEvent event, String says) {
        return change(
                id, operation -> Settlement.read(operation, witness, event, says, clock.instant()));
    }
}
