package com.bananacards.operations;

import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.journal.Journal;
import com.bananacards.security.Caller;
import com.bananacards.sensitive.Masking;
import com.bananacards.tracing.Traces;

import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets a second person decide about an operation that is held. Until then nothing is sent; what is approved passes all
 * checks again, counts from now on, and is sent once.
 */
@ApplicationScoped
public class Approvals {

    private final List<Resumption> resumptions;
    private final Rails rails;
    private final Sending sending;
    private final Journal journal;
    private final OperationsConfig config;
    private final Clock clock;

    @Inject
    Approvals(
            @All List<Resumption> resumptions,
            Rails rails,
            Sending sending,
            Journal journal,
            OperationsConfig config,
            Clock clock) {
        this.resumptions = resumptions;
        this.rails = rails;
        this.sending = sending;
        this.journal = journal;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Approves a held operation and sends it.
     *
     * <p>Fails with a {@link Problem}: {@code not_found}, {@code operation_not_held}, {@code second_person_needed},
     * and those of the operation's own checks, after which it is still held.
     */
    public Uni<OperationView> approve(Caller approver, UUID id) {
        return held(id).invoke(operation -> mustBeAnother(operation, approver))
                .invoke(operation -> Traces.link(operation.trace))
                .chain(this::plan)
                .chain(plan ->
                        plan.measure().get().chain(before -> begin(approver, id, plan, before)))
                .map(sent -> OperationView.of(sent.operation()))
                .memoize()
                .indefinitely();
    }

    private Uni<Sending.Sent> begin(
            Caller approver, UUID id, Plan plan, Optional<Baseline> before) {
        Instant begun = clock.instant();
        return Panache.withTransaction(() -> let(approver, id, plan, before.orElse(null)))
                .chain(planned -> sending.send(
                        id, begun, planned, sent -> Uni.createFrom().voidItem()));
    }

    private Uni<Operation> held(UUID id) {
        return Panache.withSession(() -> Operation.<Operation>findById(id))
                .onItem()
                .ifNull()
                .failWith(() -> Problem.of(ProblemType.NOT_FOUND))
                .invoke(this::mustBeHeld);
    }

    private void mustBeHeld(Operation operation) {
        if (operation.heldUntil == null || !operation.heldUntil.isAfter(clock.instant())) {
            throw Problem.of(ProblemType.OPERATION_NOT_HELD).operation(operation.id);
        }
    }

    private static void mustBeAnother(Operation operation, Caller approver) {
        if (operation.caller.equals(approver.subject())) {
            throw Problem.of(
                            ProblemType.SECOND_PERSON_NEEDED,
                            "Who asked for an operation can't approve it.")
                    .operation(operation.id);
        }
    }

    private Uni<Plan> plan(Operation operation) {
        return resumptions.stream()
                .filter(one -> one.kind() == operation.kind)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing resumes " + operation.kind))
                .plan(operation);
    }

    /** The checks lock what they look at, and the operation last: whoever was first has decided. */
    private Uni<Planned> let(Caller approver, UUID id, Plan plan, @Nullable Baseline before) {
        Blockers blockers = Blockers.resuming(id);
        return plan.checks()
                .run(approver, blockers)
                .call(planned -> OperationRows.lock(id).invoke(this::mustBeHeld))
                .call(planned -> rails.check(planned.intent(), blockers))
                .call(planned -> OperationRows.lock(id).chain(operation -> {
                    Instant now = clock.instant();
                    operation.approved(now, now.plus(config.sendLease()), before);
                    return operation
                            .flush()
                            .chain(() -> journal.append(List.of(
                                    OperationLines.approved(operation, now, approver.subject()))));
                }));
    }

    /**
     * Refuses a held operation; it fails with {@code approval_refused} and was never sent.
     *
     * <p>Fails with a {@link Problem}: {@code not_found}, {@code operation_not_held}.
     */
    public Uni<OperationView> refuse(Caller operator, UUID id, String why) {
        return held(id).chain(held -> Panache.withTransaction(() -> OperationRows.lock(id)
                        .invoke(this::mustBeHeld)
                        .chain(operation -> end(
                                operation,
                                new Reason("approval_refused", Masking.text(why)),
                                Optional.of(operator)))))
                .map(OperationView::of);
    }

    /** Ends a held operation whose time is over; does nothing to one that was decided meanwhile. */
    public Uni<Void> expire(UUID id) {
        return Panache.withTransaction(() -> OperationRows.lock(id)
                .chain(operation -> operation.heldUntil == null
                                || operation.heldUntil.isAfter(clock.instant())
                        ? Uni.createFrom().voidItem()
                        : end(operation, new Reason("approval_expired", null), Optional.empty())
                                .replaceWithVoid()));
    }

    private Uni<Operation> end(Operation operation, Reason reason, Optional<Caller> by) {
        Instant now = clock.instant();
        operation.apply(new OperationEvent.NeverSent(reason), now, now);
        by.ifPresent(operator -> operation.witness("operator", "REFUSED", now));
        return operation
                .flush()
                .chain(() -> journal.append(List.of(OperationLines.settled(
                        operation, now, by.map(Caller::subject).orElse(null)))))
                .replaceWith(operation);
    }
}
