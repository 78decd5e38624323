package com.bananacards.operations;

import com.bananacards.http.DatabaseFailures;
import com.bananacards.http.JsonBody;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.journal.Journal;
import com.bananacards.operations.IdempotencyKeys.Held;
import com.bananacards.time.Ids;
import com.bananacards.tracing.LogKeys;
import com.bananacards.tracing.Traces;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jboss.resteasy.reactive.RestResponse;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Carries a command out: key and intent are committed, then the issuer is called once and outside any transaction,
 * then the outcome is committed. Cut off anywhere, it leaves an operation that settlement can ask about.
 *
 * <p>Errors: {@link Problem}s of the checks; {@code idempotency_key_*}; {@code issuer_unavailable} when nothing was
 * sent.
 */
@ApplicationScoped
public class Commands {

    private static final int ACCEPTED = 202;
    private static final int OK = 200;

    private final IdempotencyKeys keys;
    private final Rehearsals rehearsals;
    private final Rails rails;
    private final Sending sending;
    private final OperationWaits waits;
    private final Journal journal;
    private final OperationsConfig config;
    private final ObjectMapper json;
    private final Clock clock;

    @Inject
    Commands(
            IdempotencyKeys keys,
            Rehearsals rehearsals,
            Rails rails,
            Sending sending,
            OperationWaits waits,
            Journal journal,
            OperationsConfig config,
            ObjectMapper json,
            Clock clock) {
        this.keys = keys;
        this.rehearsals = rehearsals;
        this.rails = rails;
        this.sending = sending;
        this.waits = waits;
        this.journal = journal;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    /** Either a new operation with what to call for it, or what the key is held for. */
    private record Begun(
            Optional<Operation> operation, Optional<Planned> planned, Optional<Held> held) {}

    /**
     * Answers a command as it was asked: carries it out, or says what it would do.
     *
     * @param plan its checks, run within the first transaction
     */
    public Uni<RestResponse<String>> answer(Asked.Opening asked, JsonBody body, Plan plan) {
        return asked.dry()
                ? rehearsals.run(plan.kind().name(), asked.caller(), rehearsal(plan))
                : run(asked.origin(body), plan).map(CommandAnswers::response);
    }

    private Plan.Checks rehearsal(Plan plan) {
        return (caller, blockers) -> plan.checks()
                .run(caller, blockers)
                .call(planned -> rails.check(planned.intent(), blockers)
                        .invoke(until -> until.ifPresent(
                                held -> blockers.add(Problem.of(ProblemType.APPROVAL_REQUIRED)))));
    }

    private Uni<CommandAnswer> run(Origin origin, Plan plan) {
        Uni<CommandAnswer> whole = plan.measure()
                .get()
                .chain(before -> Panache.withTransaction(() -> begin(origin, plan, before))
                        // Who lost a race is checked once more: now the winner can be seen, and
                        // named.
                        .onFailure(Commands::lostRace)
                        .retry()
                        .atMost(1))
                .onFailure(Commands::lostRace)
                .transform(Commands::asProblem)
                .chain(begun -> begun.held().isPresent()
                        ? repeat(begun.held().get())
                        : send(
                                origin,
                                begun.operation().orElseThrow(),
                                begun.planned().orElseThrow()));
        // A caller that goes away must not take the command down half-way.
        return whole.memoize().indefinitely();
    }

    private Uni<Begun> begin(Origin origin, Plan plan, Optional<Baseline> before) {
        UUID id = Ids.next();
        return keys.claim(origin, id)
                .chain(held -> held.isPresent()
                        ? Uni.createFrom().item(new Begun(Optional.empty(), Optional.empty(), held))
                        : open(id, origin, plan, before));
    }

    private Uni<Begun> open(UUID id, Origin origin, Plan plan, Optional<Baseline> before) {
        Blockers blockers = Blockers.stopping();
        return plan.checks()
                .run(origin.caller(), blockers)
                .chain(planned -> rails.check(planned.intent(), blockers)
                        .chain(held -> insert(id, origin, planned, before, held)));
    }

    private Uni<Begun> insert(
            UUID id,
            Origin origin,
            Planned planned,
            Optional<Baseline> before,
            Optional<Instant> heldUntil) {
        Instant now = clock.instant();
        Operation operation = new Operation(
                id, planned.intent(), before.orElse(null), origin, now, config.sendLease());
        heldUntil.ifPresent(operation::holdForApproval);
        Traces.note("operation.id", id);
        LogKeys.operation(id, planned.intent().cardId());
        return operation
                .persistAndFlush()
                .chain(() -> journal.append(List.of(OperationLines.requested(operation, now))))
                .call(() -> operation.isHeld()
                        ? keys.answer(id, ACCEPTED, body(operation))
                        : Uni.createFrom().voidItem())
                .replaceWith(
                        new Begun(Optional.of(operation), Optional.of(planned), Optional.empty()));
    }

    /** The checks see committed rows; two that pass them at once are told apart by the database's own rules. */
    private static boolean lostRace(Throwable failure) {
        return DatabaseFailures.violatedIndex(failure) != null;
    }

    private static Throwable asProblem(Throwable failure) {
        String index = String.valueOf(DatabaseFailures.violatedIndex(failure));
        return switch (index) {
            case "one_open_assignment_per_card_number", "card_number_once" ->
                Problem.of(ProblemType.CARD_ALREADY_ASSIGNED);
            case "one_open_operation_per_card",
                    "one_open_assignment_per_cardholder",
                    "one_open_application_per_cardholder_and_template",
                    "one_open_registration_per_cardholder" ->
                Problem.of(ProblemType.OPERATION_IN_PROGRESS);
            default -> failure;
        };
    }

    /** What is held for a second person is not sent; its caller is answered all the same. */
    private Uni<CommandAnswer> send(Origin origin, Operation operation, Planned planned) {
        return operation.isHeld()
                ? patiently(origin, operation)
                : sending.send(operation.id, operation.begunAt(), planned, this::keep)
                        .chain(sent -> sent.wasNotSent()
                                ? Uni.createFrom().failure(notSent(sent.operation()))
                                : patiently(origin, sent.operation()));
    }

    private Uni<Void> keep(Sending.Sent sent) {
        UUID id = sent.operation().id;
        return sent.wasNotSent()
                ? keys.release(id)
                : keys.answer(id, ACCEPTED, body(sent.operation()));
    }

    private static Problem notSent(Operation operation) {
        return Problem.of(
                        ProblemType.ISSUER_UNAVAILABLE,
                        "Nothing was sent and nothing will be; the same key may try again.")
                .operation(operation.id);
    }

    private Uni<CommandAnswer> patiently(Origin origin, Operation operation) {
        if (origin.patience().isEmpty()) {
            return Uni.createFrom().item(answer(ACCEPTED, operation, Optional.empty()));
        }
        var wait = origin.patience().get();
        return waits.settled(operation.id, wait.atMost())
                .map(now -> answer(
                        now.status.isSettled() ? OK : ACCEPTED, now, Optional.of(wait.applied())))
                .call(answer -> Panache.withTransaction(
                        () -> keys.answer(answer.operationId(), answer.status(), answer.body())));
    }

    private CommandAnswer answer(int status, Operation operation, Optional<String> applied) {
        return new CommandAnswer(status, operation.id, body(operation), false, applied);
    }

    /** The first answer again; if a crash took it away, the operation as it is now. */
    private Uni<CommandAnswer> repeat(Held held) {
        Integer status = held.status();
        String body = held.body();
        if (status != null && body != null) {
            return Uni.createFrom()
                    .item(new CommandAnswer(
                            status, held.operationId(), body, true, Optional.empty()));
        }
        return Panache.withSession(() -> Operation.<Operation>findById(held.operationId()))
                .map(operation -> {
                    if (operation.status == OperationStatus.REQUESTED) {
                        throw Problem.of(ProblemType.IDEMPOTENCY_KEY_IN_USE)
                                .operation(operation.id);
                    }
                    return new CommandAnswer(
                            ACCEPTED, operation.id, body(operation), true, Optional.empty());
                });
    }

    private String body(Operation operation) {
        try {
            return json.writeValueAsString(OperationView.of(operation));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("an operation must be writable", unwritable);
        }
    }
}
