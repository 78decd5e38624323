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
import java.util.UUID;
import java.util.function.IntFunction;

/** The operations that settlement has to look at. */
@ApplicationScoped
public class Overdue {

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
            List<Line> lines = new ArrayList<>();
            if (transition instanceof Transition.Moved) {
                lines.add(OperationLines.settled(operation, now, null));
            }
            return operation.flush().chain(() -> journal.append(lines));
        }));
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
