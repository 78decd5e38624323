package com.bananacards.reconciliation;

import com.bananacards.operations.Approvals;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationEvent;
import com.bananacards.operations.OperationStatus;
import com.bananacards.operations.OperationsConfig;
import com.bananacards.operations.Overdue;
import com.bananacards.time.DatabaseTime;
import com.bananacards.time.Ticks;
import com.bananacards.tracing.LogKeys;
import com.bananacards.tracing.Traces;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Looks after operations that are due: what a crash cut off becomes unknown, what is open is asked about, what
 * stays undecided goes to an operator. Each operation is claimed by one replica for each check.
 */
@ApplicationScoped
class Sweeper {

    private static final Logger LOG = Logger.getLogger(Sweeper.class);

    private final Overdue overdue;
    private final Approvals approvals;
    private final Questions questions;
    private final Traces traces;
    private final DatabaseTime time;
    private final OperationsConfig settlement;
    private final ReconciliationConfig config;
    private final Patience patience;
    private final Vertx vertx;
    private final Clock clock;
    private @Nullable Ticks ticks;

    @Inject
    Sweeper(
            Overdue overdue,
            Approvals approvals,
            Questions questions,
            Traces traces,
            DatabaseTime time,
            ReconciliationConfig config,
            OperationsConfig settlement,
            Vertx vertx,
            Clock clock) {
        this.overdue = overdue;
        this.approvals = approvals;
        this.questions = questions;
        this.traces = traces;
        this.time = time;
        this.settlement = settlement;
        this.config = config;
        this.patience = new Patience(settlement, config);
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        ticks = Ticks.every(vertx, "sweeper", config.sweep(), this::run);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (ticks != null) {
            ticks.stop();
        }
    }

    /**
     * Whose clock is off concludes nothing: an operation that another replica recorded a moment ago would be old here, and
     * could be called not done while it is being sent.
     */
    Uni<Void> run() {
        return time.apart().chain(apart -> {
            if (apart.compareTo(settlement.clockSkew()) > 0) {
                return Uni.createFrom()
                        .failure(new IllegalStateException("this machine's clock is " + apart
                                + " off the database's: no operation is looked at"));
            }
            return checkAllDue();
        });
    }

    private Uni<Void> checkAllDue() {
        return overdue.claim(config.batch(), this::nextCheck)
                .onItem()
                .transformToMulti(due -> Multi.createFrom().iterable(due))
                .onItem()
                .transformToUniAndConcatenate(operation -> traces.following(
                        operation.trace(),
                        "check operation",
                        operation.id(),
                        () -> check(operation)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Instant nextCheck(int checks) {
        return patience.nextCheck(
                checks, ThreadLocalRandom.current().nextDouble(), clock.instant());
    }

    private Uni<Void> check(Operation operation) {
        LogKeys.operation(operation.id(), operation.cardId());
        if (operation.isHeld()) {
            return approvals.expire(operation.id());
        }
        if (operation.status() == OperationStatus.REQUESTED) {
            return overdue.happened(operation.id(), new OperationEvent.AnswerLost());
        }
        return questions
                .ask(operation)
                .onFailure()
                .recoverWithItem(failure -> {
                    // Not an error: it is asked about again, and a person gets it in the end.
                    LOG.warnf(failure, "operation %s could not be asked about", operation.id());
                    return false;
                })
                .chain(decided -> decided || !patience.isPastDeadline(operation, clock.instant())
                        ? Uni.createFrom().voidItem()
                        : overdue.happened(operation.id(), new OperationEvent.DeadlinePassed()));
    }
}
