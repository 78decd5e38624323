package com.bananacards.journal;

import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.journal.JournalReader.Filter;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiEmitter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The event stream: first what a client missed, read from the database; then what is told, as it is committed. A
 * client that reads too slowly is cut off and resumes; an idle one costs an entry in a set.
 */
@ApplicationScoped
class EventStreams {

    private final JournalReader reader;
    private final JournalTail tail;
    private final JournalConfig config;
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> perCaller = new ConcurrentHashMap<>();

    @Inject
    EventStreams(JournalReader reader, JournalTail tail, JournalConfig config) {
        this.reader = reader;
        this.tail = tail;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        tail.follow(line -> {
            if (line.event() != null) {
                clients.forEach(client -> client.tell(line));
            }
        });
    }

    /** One connected client: holds back what is told until it has read what it missed. */
    private final class Client {
        private final Filter filter;
        private final MultiEmitter<? super StreamEvent> emitter;
        private final java.util.ArrayDeque<Told> held = new java.util.ArrayDeque<>();
        private Position last;
        private boolean live;

        Client(Filter filter, MultiEmitter<? super StreamEvent> emitter, Position last) {
            this.filter = filter;
            this.emitter = emitter;
            this.last = last;
        }

        synchronized void tell(Told line) {
            if (!filter.lets(line)) {
                return;
            }
            if (live) {
                send(line);
            } else if (held.size() >= config.stream().buffer()) {
                // It resumes from its own last position: nothing is lost, only the connection.
                emitter.complete();
            } else {
                held.add(line);
            }
        }

        synchronized void caughtUp() {
            live = true;
            held.forEach(this::send);
            held.clear();
        }

        synchronized void send(Told line) {
            Position position = Position.parse(line.position()).orElseThrow();
            if (position.compareTo(last) > 0) {
                last = position;
                emitter.emit(StreamEvent.of(line));
            }
        }

        synchronized Position last() {
            return last;
        }
    }

    /** @param from the client's last position; empty to begin now */
    Multi<StreamEvent> open(String caller, Filter filter, Optional<String> from) {
        if (clients.size() >= config.stream().clients()
                || perCaller.getOrDefault(caller, 0) >= config.stream().clientsPerCaller()) {
            throw Problem.of(ProblemType.RATE_LIMITED, "Too many event streams are open.");
        }
        Multi<StreamEvent> events =
                begin(from).onItem().transformToMulti(begin -> connect(caller, filter, begin));
        Multi<StreamEvent> heartbeats = Multi.createFrom()
                .ticks()
                .every(config.stream().heartbeat())
                .onOverflow()
                .drop()
                .map(tick -> StreamEvent.HEARTBEAT);
        return Multi.createBy()
                .merging()
                .streams(events.onCompletion().continueWith(StreamEvent.END), heartbeats)
                .select()
                .first(event -> event != StreamEvent.END);
    }

    private record Begin(Position position, boolean reset) {}

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

    private Multi<StreamEvent> connect(String caller, Filter filter, Begin begin) {
        return Multi.createFrom()
                .<StreamEvent>emitter(
                        emitter -> {
                            Client client = new Client(filter, emitter, begin.position());
                            clients.add(client);
                            perCaller.merge(caller, 1, Integer::sum);
                            emitter.onTermination(() -> {
                                clients.remove(client);
                                perCaller.computeIfPresent(
                                        caller, (same, open) -> open == 1 ? null : open - 1);
                            });
                            emitter.emit(
                                    begin.reset()
                                            ? StreamEvent.reset(begin.position())
                                            : StreamEvent.opened(begin.position()));
                            catchUp(client, filter);
                        },
                        config.stream().buffer());
    }

    /** Registered before the first read, so nothing falls between what is read and what is told. */
    private void catchUp(Client client, Filter filter) {
        reader.eventsAfter(client.last(), filter, config.batch())
                .subscribe()
                .with(
                        missed -> {
                            missed.forEach(client::send);
                            if (missed.size() < config.batch()) {
                                client.caughtUp();
                            } else {
                                catchUp(client, filter);
                            }
                        },
                        failure -> client.emitter.complete());
    }

    int open() {
        return clients.size();
    }
}
