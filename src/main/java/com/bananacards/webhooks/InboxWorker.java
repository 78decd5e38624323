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
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.HashSet;
import java.util.Set;

/**
 * Applies deliveries at this service's own pace: woken by the door, by anything that changes about the subject of a
 * parked delivery, and now and then by itself. One batch at a time; the door never waits for it.
 */
@ApplicationScoped
class InboxWorker {

    private static final Logger LOG = Logger.getLogger(InboxWorker.class);

    private final BatchRunner batches;
    private final InboxTable table;
    private final InboxConfig config;
    private final JournalTail tail;
    private final Vertx vertx;
    private final Clock clock;
    private final Set<Long> changedCards = new HashSet<>();
    private final Set<Long> changedUsers = new HashSet<>();
    private boolean mayBeParked = true;
    private boolean running;
    private boolean again;
    private boolean stopped;

    @Inject
    InboxWorker(
            BatchRunner batches,
            InboxTable table,
            InboxConfig config,
            JournalTail tail,
            Vertx vertx,
            Clock clock) {
        this.batches = batches;
        this.table = table;
        this.config = config;
        this.tail = tail;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        tail.follow(this::changed);
        vertx.setPeriodic(config.poll().toMillis(), ignored -> wake());
        wake();
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    /** Most often nothing is parked, and no batch is under way that may park: then no subject needs to be remembered. */
    private void changed(Told line) {
        synchronized (this) {
            mayBeParked |= Batch.PARKED.equals(line.kind());
            if (mayBeParked || running) {
                addIfThere(changedCards, line.issuerCardId());
                addIfThere(changedUsers, line.issuerUserId());
            }
            if (!hasToWakeParked()) {
                return;
            }
        }
        wake();
    }

    private boolean hasToWakeParked() {
        return mayBeParked && !(changedCards.isEmpty() && changedUsers.isEmpty());
    }

    private static void addIfThere(Set<Long> numbers, @Nullable Long number) {
        if (number != null) {
            numbers.add(number);
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
        OwnContext.run(vertx, this::round);
    }

    private void round() {
        Set<Long> cards;
        Set<Long> users;
        synchronized (this) {
            again = false;
            cards = mayBeParked ? Set.copyOf(changedCards) : Set.of();
            users = mayBeParked ? Set.copyOf(changedUsers) : Set.of();
            changedCards.clear();
            changedUsers.clear();
        }
        wakeParked(cards, users).chain(batches::run).subscribe().with(this::done, this::failed);
    }

    private Uni<Void> wakeParked(Set<Long> cards, Set<Long> users) {
        if (cards.isEmpty() && users.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        askForParked();
        return table.wakeParked(cards, users, clock.instant())
                .invoke(this::maybeParked)
                .onFailure()
                .invoke(() -> maybeParked(true))
                .replaceWithVoid();
    }

    /** Only if nobody has parked any since it was asked for. */
    private synchronized void maybeParked(boolean waiting) {
        mayBeParked |= waiting;
    }

    private synchronized void askForParked() {
        mayBeParked = false;
    }

    private void done(BatchRunner.Round round) {
        synchronized (this) {
            mayBeParked |= round.parked();
            if (stopped || (!round.isFull() && !again && !hasToWakeParked())) {
                running = false;
                return;
            }
        }
        OwnContext.run(vertx, this::round);
    }

    private void failed(Throwable cause) {
        LOG.warnf("the inbox can't be applied now: %s", cause.getMessage());
        synchronized (this) {
            running = false;
        }
    }
}
