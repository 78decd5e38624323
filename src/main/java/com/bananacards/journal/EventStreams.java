package com.bananacards.journal;

import com.bananacards.http.Draining;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.journal.JournalReader.Filter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The event stream: first where it begins; then what the client missed, read from the database page by page as it is
 * taken; then what is told, as it is committed. A client that reads too slowly is cut off and resumes; an idle one
 * costs an entry in a set.
 */
@ApplicationScoped
class EventStreams {

    private static final Logger LOG = Logger.getLogger(EventStreams.class);
    private static final int FAREWELLS = 10;

    private final JournalReader reader;
    private final JournalTail tail;
    private final JournalConfig config;
    private final Vertx vertx;
    private final Draining draining;
    private final Clock clock;
    private final Places places;
    private final Set<StreamClient> clients = ConcurrentHashMap.newKeySet();

    @Inject
    EventStreams(
            JournalReader reader,
            JournalTail tail,
            JournalConfig config,
            Vertx vertx,
            Draining draining,
            MeterRegistry meters,
            Clock clock) {
        this.reader = reader;
        this.tail = tail;
        this.config = config;
        this.vertx = vertx;
        this.draining = draining;
        this.clock = clock;
        Gauge.builder("bananacards.event.streams", clients, Set::size)
                .description("event streams that are open")
                .register(meters);
        places = new Places(config.stream().clients(), config.stream().clientsPerCaller());
    }

    void start(@Observes StartupEvent started) {
        tail.follow(this::told, () -> !clients.isEmpty());
        draining.follow(this::endAll);
    }

    private void told(Told line) {
        if (line.event() != null && !clients.isEmpty()) {
            Position at = Position.parse(line.position()).orElseThrow();
            StreamEvent event = StreamEvent.of(line);
            clients.forEach(client -> client.tell(line, at, event));
        }
    }

    /**
     * In the second half of the delay, when balancers know: a client that came back earlier could come back here. Spread
     * out, so that the replicas that stay are not asked by all at once.
     */
    private void endAll() {
        long delay = draining.delay().toMillis();
        for (int step = 1; step <= FAREWELLS; step++) {
            int left = FAREWELLS - step + 1;
            long after = delay / 2 + delay * step / (3 * FAREWELLS);
            vertx.setTimer(Math.max(1, after), ignored -> endSome(left));
        }
    }

    private void endSome(int share) {
        StreamEvent farewell = StreamEvent.farewell(config.stream().retry());
        clients.stream()
                .limit(Math.ceilDiv(clients.size(), share))
                .toList()
                .forEach(client -> client.leave(farewell));
    }

    /**
     * Takes a place, which it gives back when it ends.
     *
     * @param from the client's last position; empty to begin now
     * @param until when the caller's token ends, and the stream with it
     * @throws Problem {@code rate_limited} when there is no place
     */
    Multi<StreamEvent> open(
            String caller, Filter filter, Optional<String> from, Optional<Instant> until) {
        // Refused here and not within the stream: the answer would have begun with 200 by then.
        if (!places.take(caller)) {
            throw Problem.of(ProblemType.RATE_LIMITED, "Too many event streams are open.");
        }
        return begin(from)
                .onItem()
                .transformToMulti(begin -> connect(filter, begin, until))
                .onTermination()
                .invoke(() -> places.giveBack(caller));
    }

    private record Begin(Position position, boolean reset) {

        StreamEvent event() {
            return reset ? StreamEvent.reset(position) : StreamEvent.begun(position);
        }
    }

    private Uni<Begin> begin(Optional<String> from) {
        Optional<Position> wanted = from.flatMap(Position::parse);
        if (wanted.isEmpty()) {
            return reader.end().map(end -> new Begin(end, from.isPresent()));
        }
        return reader.oldest()
                .chain(oldest -> reader.end().map(end -> {
                    boolean tooOld = oldest.isPresent() && wanted.get().compareTo(oldest.get()) < 0;
                    boolean fromElsewhere = wanted.get().txid() > end.txid();
                    return tooOld || fromElsewhere
                            ? new Begin(end, true)
                            : new Begin(wanted.get(), false);
                }));
    }

    /** Registered before the first read, so nothing falls between what is read and what is told. */
    private Multi<StreamEvent> connect(Filter filter, Begin begin, Optional<Instant> until) {
        StreamClient client =
                new StreamClient(filter, begin.position(), config.stream().buffer());
        clients.add(client);
        Runnable undone = endsAt(client, until);
        return Multi.createBy()
                .concatenating()
                .streams(Multi.createFrom().item(begin.event()), missed(client), live(client))
                .onFailure()
                .invoke(cause -> LOG.debugf("a stream is cut off: %s", cause))
                // It resumes from its own last position: nothing is lost, only the connection.
                .onFailure()
                .recoverWithCompletion()
                .onTermination()
                .invoke(() -> {
                    undone.run();
                    clients.remove(client);
                });
    }

    /** A stream outlives no token. @return what to do when it ends before */
    private Runnable endsAt(StreamClient client, Optional<Instant> until) {
        if (until.isEmpty()) {
            return () -> {};
        }
        long left = Duration.between(clock.instant(), until.get()).toMillis();
        long timer = vertx.setTimer(Math.max(1, left), ended -> client.end());
        return () -> vertx.cancelTimer(timer);
    }

    private Multi<StreamEvent> missed(StreamClient client) {
        return Multi.createBy()
                .repeating()
                .uni(() -> page(client))
                .whilst(page -> client.isBehind())
                .onItem()
                .<Told>disjoint()
                .map(StreamEvent::of);
    }

    private Uni<List<Told>> page(StreamClient client) {
        return reader.eventsAfter(client.beginsReading(), client.filter(), config.batch())
                .invoke(page -> client.hasRead(
                        page.isEmpty()
                                ? null
                                : Position.parse(page.getLast().position()).orElseThrow(),
                        page.size() >= config.batch()));
    }

    private Multi<StreamEvent> live(StreamClient client) {
        return Multi.createFrom()
                .emitter(
                        emitter -> {
                            long beats = vertx.setPeriodic(
                                    config.stream().heartbeat().toMillis(), beat -> client.beat());
                            emitter.onTermination(() -> vertx.cancelTimer(beats));
                            client.goesLive(emitter);
                        },
                        config.stream().buffer());
    }
}
