package com.bananacards.journal;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Follows the journal for this replica: each committed line is told to every follower once, in commit order, whichever
 * replica wrote it. Woken by the database's announcement; looks by itself too, so a lost announcement costs a moment.
 */
@ApplicationScoped
public class JournalTail {

    private static final Logger LOG = Logger.getLogger(JournalTail.class);

    private final JournalReader reader;
    private final JournalConfig config;
    private final Announcements announcements;
    private final Vertx vertx;
    private final List<Consumer<Told>> followers = new CopyOnWriteArrayList<>();
    private final List<BooleanSupplier> readers = new CopyOnWriteArrayList<>();

    private @Nullable Context context;
    private @Nullable Position position;
    private final SettledTime settled;
    private boolean looking;
    private boolean again;
    private boolean stopped;

    @Inject
    JournalTail(
            JournalReader reader,
            JournalConfig config,
            Announcements announcements,
            Vertx vertx,
            Clock clock) {
        this.reader = reader;
        settled = new SettledTime(clock);
        this.config = config;
        this.announcements = announcements;
        this.vertx = vertx;
    }

    /** Adds a follower. It is called on one event loop and must return at once. It needs nothing of what they say. */
    public void follow(Consumer<Told> follower) {
        followers.add(follower);
    }

    /**
     * Adds a follower that needs what lines say: event and body.
     *
     * @param needed whether somebody waits for them now; who begins to wait later than this was asked for a line reads
     *     that line in the database, where it is by then
     */
    public void follow(Consumer<Told> follower, BooleanSupplier needed) {
        readers.add(needed);
        followers.add(follower);
    }

    void start(@Observes StartupEvent started) {
        Context own = vertx.getOrCreateContext();
        context = own;
        announcements.listen(own, this::look);
        own.runOnContext(ignored -> look());
        vertx.setPeriodic(config.poll().toMillis(), ignored -> own.runOnContext(tick -> look()));
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
        announcements.close();
    }

    private void look() {
        if (looking) {
            again = true;
        } else {
            look(bodiesAreNeeded());
        }
    }

    private void look(boolean bodies) {
        if (stopped) {
            return;
        }
        looking = true;
        again = false;
        Position from = position;
        if (from == null) {
            reader.end().subscribe().with(end -> onContext(() -> beginAt(end)), this::failed);
        } else {
            Instant asked = settled.looks();
            reader.after(from, settled.since(), bodies, config.batch())
                    .subscribe()
                    .with(look -> onContext(() -> looked(look, bodies, asked)), this::failed);
        }
    }

    private void beginAt(Position end) {
        position = end;
        looking = false;
        look();
    }

    private boolean bodiesAreNeeded() {
        return readers.stream().anyMatch(BooleanSupplier::getAsBoolean);
    }

    /** Who came while it was looked without bodies may have read the database before these lines were there. */
    private void looked(JournalReader.Look look, boolean bodies, Instant asked) {
        if (bodies || !bodiesAreNeeded()) {
            seen(look, asked);
        } else {
            looking = false;
            look(true);
        }
    }

    private void seen(JournalReader.Look look, Instant asked) {
        tell(look.lines().iterator(), () -> told(look, asked));
    }

    /** One line to thousands of streams takes its time: in between others have the event loop. No look is begun meanwhile. */
    private void tell(Iterator<Told> lines, Runnable afterwards) {
        long until = System.nanoTime() + config.tellFor().toNanos();
        while (lines.hasNext()) {
            Told line = lines.next();
            position = Position.parse(line.position()).orElseThrow();
            followers.forEach(follower -> tell(follower, line));
            if (System.nanoTime() - until > 0) {
                onContext(() -> tell(lines, afterwards));
                return;
            }
        }
        afterwards.run();
    }

    private void told(JournalReader.Look look, Instant asked) {
        looking = false;
        if (!look.isFull()) {
            settled.hasSeenAll();
            if (!look.heldBack()) {
                settled.isClear(asked);
            }
        }
        if (look.isFull() || again) {
            look();
        } else if (look.heldBack() && !stopped) {
            vertx.setTimer(config.unsettledPoll().toMillis(), ignored -> onContext(this::look));
        }
    }

    private static void tell(Consumer<Told> follower, Told line) {
        try {
            follower.accept(line);
        } catch (RuntimeException mistake) {
            LOG.error("a follower of the journal failed", mistake);
        }
    }

    private void failed(Throwable cause) {
        LOG.debugf("the journal can't be read now: %s", cause.getMessage());
        onContext(() -> looking = false);
    }

    private void onContext(Runnable work) {
        Context own = context;
        if (own != null) {
            own.runOnContext(ignored -> work.run());
        }
    }
}
