package com.bananacards.reconciliation;

import com.bananacards.time.Leases;
import com.bananacards.time.OwnContext;
import com.bananacards.time.Ticks;

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

import java.util.function.Supplier;

/**
 * Goes on with the rebuild that an operator started, on the replica that leads, a little at a time: what is done is
 * committed before its place is, so a crash does some of it again, and finds it done.
 */
@ApplicationScoped
class RebuildRunner {

    private static final Logger LOG = Logger.getLogger(RebuildRunner.class);
    private static final String JOB = "rebuild";

    private final Rebuilds rebuilds;
    private final RebuiltPeople people;
    private final RebuiltHistory history;
    private final RebuildPace pace;
    private final Leases leases;
    private final RebuildConfig config;
    private final ReconciliationConfig reconciliation;
    private final Vertx vertx;
    private @Nullable Ticks ticks;
    private volatile boolean stopped;

    @Inject
    RebuildRunner(
            Rebuilds rebuilds,
            RebuiltPeople people,
            RebuiltHistory history,
            RebuildPace pace,
            Leases leases,
            RebuildConfig config,
            ReconciliationConfig reconciliation,
            Vertx vertx) {
        this.rebuilds = rebuilds;
        this.people = people;
        this.history = history;
        this.pace = pace;
        this.leases = leases;
        this.config = config;
        this.reconciliation = reconciliation;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        ticks = Ticks.every(vertx, "rebuild", config.look(), this::run);
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
        if (ticks != null) {
            ticks.stop();
        }
    }

    private Uni<Void> run() {
        return Multi.createBy()
                .repeating()
                .uni(() -> some())
                .whilst(more -> more)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Some of it. @return false when there is nothing to be done now, or not here */
    private Uni<Boolean> some() {
        return rebuilds.running()
                .chain(found -> found.isEmpty() || stopped
                        ? Uni.createFrom().item(false)
                        : leases.take(JOB, reconciliation.lease())
                                .chain(leads -> leads
                                        ? some(found.get())
                                        : Uni.createFrom().item(false)));
    }

    private Uni<Boolean> some(Rebuild rebuild) {
        long before = pace.calls();
        return step(rebuild)
                .chain(place -> rebuilds.moved(rebuild, place, pace.calls() - before))
                .replaceWith(true)
                .onFailure()
                .recoverWithUni(failure -> failed(rebuild, failure, pace.calls() - before));
    }

    private Uni<RebuildPlace> step(Rebuild rebuild) {
        RebuildPlace place = rebuild.place();
        return switch (rebuild.step) {
            case USERS -> people.users(place);
            case OWNERS -> people.owners(place);
            case RECORDS -> history.records(place);
            case DECISIONS -> people.decisions(place);
            case CARDS -> history.card(place);
            case PARKED -> history.parked(place);
        };
    }

    private Uni<Boolean> failed(Rebuild rebuild, Throwable failure, long calls) {
        LOG.warnf("the rebuild failed in step %s and tries again: %s", rebuild.step, failure);
        return afresh(() -> rebuilds.failed(rebuild, failure, calls)).replaceWith(false);
    }

    /** A call that took too long comes back on a thread that no session can be used on. */
    private Uni<Void> afresh(Supplier<Uni<Void>> work) {
        return Uni.createFrom()
                .emitter(done -> OwnContext.run(
                        vertx, () -> work.get().subscribe().with(done::complete, done::fail)));
    }
}
