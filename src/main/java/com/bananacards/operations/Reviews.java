package com.bananacards.operations;

import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.journal.Journal;
import com.bananacards.security.Caller;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Lets an operator decide what evidence could not. Each decision is in the journal, with its person and reason. */
@ApplicationScoped
public class Reviews {

    private final Journal journal;
    private final Clock clock;

    @Inject
    Reviews(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Decides an operation that is in review.
     *
     * <p>Fails with a {@link Problem}: {@code not_found}, {@code operation_not_in_review}.
     */
    public Uni<OperationView> decide(Caller operator, UUID id, boolean succeeded, String reason) {
        return Panache.withTransaction(() -> OperationRows.lockIfAny(id)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.of(ProblemType.NOT_FOUND))
                .chain(operation -> decide(operation, operator, succeeded, reason)));
    }

    private Uni<OperationView> decide(
            Operation operation, Caller operator, boolean succeeded, String reason) {
        Instant now = clock.instant();
        OperationEvent event = succeeded
                ? new OperationEvent.DecidedSucceeded()
                : new OperationEvent.DecidedFailed(new Reason("decided_by_operator", reason));
        if (!(operation.apply(event, now, now) instanceof Transition.Moved)) {
            throw Problem.of(
                            ProblemType.OPERATION_NOT_IN_REVIEW,
                            "The operation is " + operation.status + ".")
                    .operation(operation.id);
        }
        operation.witness("operator", succeeded ? "SUCCESS" : "FAILED", now);
        return operation
                .flush()
                .chain(() -> journal.append(
                        List.of(OperationLines.settled(operation, now, operator.subject()))))
                .replaceWith(() -> OperationView.of(operation));
    }
}
