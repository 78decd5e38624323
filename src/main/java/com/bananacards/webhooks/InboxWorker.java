package com.bananacards.webhooks;

import com.bananacards.journal.JournalTail;
import com.bananacards.journal.Told;
import com.bananacards.time.OwnContext;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;

import java.time.Clock;
import java.util.List;

/**
 * Applies deliveries at this service's own pace: woken by the door, by anything that changes about the subject of a
 * parked delivery, and now and then by itself. One batch at a time, in a backlog one for each lane; the door never waits for it.
 */
@ApplicationScoped
class InboxWorker {

    private static final Logger LOG = Logger.getLogger(InboxWorker.class);

    private final BatchRunner batches;
    private final InboxTable table;
    private final FreshReadings readings;
    private final DeliveryMetrics metrics;
    private final InboxConfig config;
    private final JournalTail tail;
    private final Vertx vertx;
    private final Clock clock;
    private final ParkedSubjects subjects = new ParkedSubjects();
    private final BatchPace pace;
    private final Looks looks;
    private volatile boolean backlog;
    private boolean running;
    private boolean again;
    private boolean stopped;

    @Inject
    InboxWorker(
            BatchRunner batches,
            InboxTable table,
            FreshReadings readings,
            DeliveryMetrics metrics,
            InboxConfig config,
            JournalTail tail,
            Vertx vertx,
            Clock clock) {
        this.batches = batches;
        this.table = table;
        this.readings = readings;
        this.metrics = metrics;
        this.config = config;
        pace = new BatchPace(config.batchesApart(), System::nanoTime);
        looks = new Looks(config.late(), config.lanes());
        this.tail = tail;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        tail.follow(this::changed);
        vertx.setPeriodic(config.poll().toMillis(), ignored -> lookAtAll());
        wake();
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    /** For what was committed late, failed, or was left by another replica. */
    private void lookAtAll() {
        readings.dropOld();
        looks.startAgain();
        wake();
    }

    private void changed(Told line) {
        subjects.told(line);
        if (subjects.areWaiting()) {
            wake();
        }
    }

    /** Something may be due. Returns at once. */
    void wake() {
        synchronized (this) {
            again = true;
            if (running || stopped) {
                return;
            }
            running = true;
        }
        next(pace.millisLeft());
    }

    private void next(long millis) {
        if (millis == 0) {
            OwnContext.run(vertx, this::round);
        } else {
            vertx.setTimer(millis, ignored -> OwnContext.run(vertx, this::round));
        }
    }

    private void round() {
        synchronized (this) {
            again = false;
            if (stopped) {
                running = false;
                return;
            }
        }
        pace.begins();
        wakeParked(subjects.take())
                .chain(this::sideBySide)
                .subscribe()
                .with(this::done, this::failed);
    }

    /** As long as there is a backlog, batches of other cards each; else one alone. All end before the next begin. */
    private Uni<List<BatchRunner.Round>> sideBySide() {
        List<Lane> lanes = backlog ? Lane.all(config.lanes()) : List.of(Lane.WHOLE);
        return Uni.join().all(lanes.stream().map(this::onItsOwn).toList()).andCollectFailures();
    }

    private Uni<BatchRunner.Round> onItsOwn(Lane lane) {
        Uni<BatchRunner.Round> batch = Uni.createFrom()
                .deferred(() -> batches.run(looks.since(lane), lane))
                .invoke(round -> looked(lane, round));
        return lane.isWhole()
                ? batch
                : Uni.createFrom()
                        .emitter(ended -> OwnContext.run(
                                vertx, () -> batch.subscribe().with(ended::complete, ended::fail)));
    }

    private Uni<Void> wakeParked(ParkedSubjects.Numbers whose) {
        return whose.isEmpty()
                ? Uni.createFrom().voidItem()
                : table.wakeParked(whose.cards(), whose.users(), clock.instant())
                        .invoke(subjects::areParked)
                        .onFailure()
                        .invoke(() -> subjects.putBack(whose))
                        .replaceWithVoid();
    }

    private void done(List<BatchRunner.Round> rounds) {
        backlog = rounds.stream().anyMatch(BatchRunner.Round::isFull);
        subjects.batchEnded(rounds.stream().anyMatch(BatchRunner.Round::parked));
        BatchRunner.Round.lag(rounds).ifPresent(metrics::lag);
        synchronized (this) {
            if (stopped || (!backlog && !again && !subjects.areWaiting())) {
                running = false;
                return;
            }
        }
        next(backlog ? 0 : pace.millisLeft());
    }

    private void looked(Lane lane, BatchRunner.Round round) {
        if (round.upTo() == null) {
            looks.startAgain();
        } else {
            looks.taken(lane, round.upTo());
        }
    }

    private void failed(Throwable cause) {
        LOG.warnf("the inbox can't be applied now: %s", cause.getMessage());
        subjects.batchEnded(true);
        looks.startAgain();
        synchronized (this) {
            running = false;
        }
    }
}
