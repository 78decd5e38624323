package com.bananacards.operations;

import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.journal.Journal;
import com.bananacards.journal.Line;
import com.bananacards.security.Caller;
import com.bananacards.sensitive.Masking;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Lets an operator decide what evidence could not. Each decision is in the journal, with its person and reason. */
@ApplicationScoped
public class Reviews {

    private final Rails rails;
    private final Journal journal;
    private final Clock clock;

    @Inject
    Reviews(Rails rails, Journal journal, Clock clock) {
        this.rails = rails;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Decides an operation that is in review. Where two people are needed, the first decision leaves it in review with
     * the warning {@code second_person_needed}, and somebody else's same decision ends it; another decision takes the
     * place of the first.
     *
     * <p>Fails with a {@link Problem}: {@code not_found}, {@code operation_not_in_review}, {@code
     * second_person_needed} for the same person again.
     */
    public Uni<OperationView> decide(Caller operator, UUID id, boolean succeeded, String reason) {
        OperationStatus outcome = succeeded ? OperationStatus.SUCCEEDED : OperationStatus.FAILED;
        return Panache.withTransaction(() -> OperationRows.lockIfAny(id)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.of(ProblemType.NOT_FOUND))
                .invoke(Reviews::mustBeInReview)
                .chain(operation -> write(
                        operation,
                        decide(
                                operation,
                                new Proposal(
                                        outcome,
                                        Masking.text(reason),
                                        operator.subject(),
                                        clock.instant())))));
    }

    private static void mustBeInReview(Operation operation) {
        if (operation.status != OperationStatus.IN_REVIEW) {
            throw Problem.of(
                            ProblemType.OPERATION_NOT_IN_REVIEW,
                            "The operation is " + operation.status + ".")
                    .operation(operation.id);
        }
    }

    private Line decide(Operation operation, Proposal decision) {
        Proposal first = operation.proposal;
        if (!rails.needsTwoPeople(operation)) {
            return end(operation, decision, null);
        }
        if (first != null && first.isRepeatedBy(decision.outcome(), decision.by())) {
            throw Problem.of(
                            ProblemType.SECOND_PERSON_NEEDED,
                            "You have decided; somebody else has to decide the same.")
                    .operation(operation.id);
        }
        if (first != null && first.isAgreedTo(decision.outcome(), decision.by())) {
            return end(operation, decision, first.by());
        }
        operation.propose(decision);
        return OperationLines.proposed(operation, decision, decision.at());
    }

    private static Line end(Operation operation, Proposal decision, @Nullable String first) {
        boolean succeeded = decision.outcome() == OperationStatus.SUCCEEDED;
        OperationEvent event = succeeded
                ? new OperationEvent.DecidedSucceeded()
                : new OperationEvent.DecidedFailed(
                        new Reason("decided_by_operator", decision.reason()));
        operation.apply(event, decision.at(), decision.at());
        operation.witness("operator", succeeded ? "SUCCESS" : "FAILED", decision.at());
        return OperationLines.decided(
                operation, decision.at(), decision.by(), decision.reason(), first);
    }

    private Uni<OperationView> write(Operation operation, Line line) {
        return operation
                .flush()
                .chain(() -> journal.append(List.of(line)))
                .replaceWith(() -> OperationView.of(operation));
    }
}
