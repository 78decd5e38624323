package com.bananacards.guard;

import com.bananacards.journal.Journal;
import com.bananacards.journal.Line;
import com.bananacards.security.Caller;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kinds of operation that are stopped. In the database, so that one act of an operator stops a kind on every
 * replica: no command that begins after it is answered opens such an operation. What was begun goes on.
 */
@ApplicationScoped
public class Switches {

    private static final String STOP = """
        INSERT INTO stopped_kind (kind, reason, stopped_by, stopped_at) VALUES (:kind, :reason, :by, :now)
        ON CONFLICT (kind) DO UPDATE
          SET reason = EXCLUDED.reason, stopped_by = EXCLUDED.stopped_by, stopped_at = EXCLUDED.stopped_at\
        """;

    private final Set<StoppableKind> stoppedHere;
    private final Journal journal;
    private final Clock clock;

    @Inject
    Switches(GuardConfig config, Journal journal, Clock clock) {
        stoppedHere = Set.copyOf(config.stoppedKinds().orElse(List.of()));
        this.journal = journal;
        this.clock = clock;
    }

    /** Runs within the caller's transaction. */
    Uni<Boolean> isStopped(StoppableKind kind) {
        return stoppedHere.contains(kind)
                ? Uni.createFrom().item(true)
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery(
                                        "SELECT count(*) FROM stopped_kind WHERE kind = :kind",
                                        Long.class)
                                .setParameter("kind", kind.name())
                                .getSingleResult())
                        .map(rows -> rows > 0);
    }

    /** Every kind, stopped or not. */
    public Uni<List<KindSwitch>> all() {
        return Panache.withSession(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT kind, reason, stopped_by, stopped_at FROM stopped_kind",
                                Tuple.class)
                        .getResultList())
                .map(Switches::views));
    }

    private static List<KindSwitch> views(List<Tuple> rows) {
        Map<StoppableKind, KindSwitch> stopped = rows.stream()
                .map(row -> new KindSwitch(
                        StoppableKind.valueOf(row.get("kind", String.class)),
                        true,
                        row.get("reason", String.class),
                        row.get("stopped_by", String.class),
                        row.get("stopped_at", OffsetDateTime.class).toInstant()))
                .collect(Collectors.toMap(KindSwitch::kind, Function.identity()));
        return Stream.of(StoppableKind.values())
                .map(kind -> stopped.getOrDefault(kind, KindSwitch.on(kind)))
                .toList();
    }

    /** Stops a kind. Journaled with its person and reason. */
    public Uni<KindSwitch> stop(Caller operator, StoppableKind kind, String reason) {
        Instant now = clock.instant();
        return Panache.withTransaction(() -> Panache.getSession()
                        .chain(session -> session.createNativeQuery(STOP)
                                .setParameter("kind", kind.name())
                                .setParameter("reason", reason)
                                .setParameter("by", operator.subject())
                                .setParameter("now", now.atOffset(ZoneOffset.UTC))
                                .executeUpdate())
                        .chain(() -> journal.append(
                                List.of(line("KindStopped", "stopped", operator, kind, reason)))))
                .replaceWith(new KindSwitch(kind, true, reason, operator.subject(), now));
    }

    /** Lets a kind begin again. Journaled with its person and reason. */
    public Uni<KindSwitch> resume(Caller operator, StoppableKind kind, String reason) {
        return Panache.withTransaction(() -> Panache.getSession()
                        .chain(session -> session.createNativeQuery(
                                        "DELETE FROM stopped_kind WHERE kind = :kind")
                                .setParameter("kind", kind.name())
                                .executeUpdate())
                        .chain(() -> journal.append(
                                List.of(line("KindResumed", "resumed", operator, kind, reason)))))
                .replaceWith(KindSwitch.on(kind));
    }

    private Line line(
            String name, String what, Caller operator, StoppableKind kind, String reason) {
        return Line.of(clock.instant(), name, kind + " was " + what)
                .actor(operator.subject())
                .with("kind", kind.name())
                .with("reason", reason)
                .silent();
    }
}
