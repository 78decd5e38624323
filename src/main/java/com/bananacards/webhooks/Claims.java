package com.bananacards.webhooks;

import com.bananacards.bananatech.EffectKey;
import com.bananacards.bananatech.IssuerFacts;
import com.bananacards.bananatech.Reading;
import com.bananacards.database.SessionSql;
import com.bananacards.operations.Applied;
import com.bananacards.sensitive.Sealed;
import com.bananacards.sensitive.Sealing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Claims deliveries for a batch and marks what became of them. All of it within the batch's transaction. */
@ApplicationScoped
class Claims {

    private static final String COLUMNS =
            "SELECT id, type, source, attempts, next_attempt_at, fingerprint, received_at,"
                    + " traceparent FROM ";

    /** A function of the database, because of the plan: see the migrations {@code V15}, {@code V17} and {@code V19}. */
    private static final String DUE = COLUMNS + "delivery_claim($1, $2, $3, $4, $5)";

    private static final String ONE = COLUMNS
            + "delivery_by_status WHERE id = $1 AND next_attempt_at IS NOT NULL FOR UPDATE SKIP"
            + " LOCKED";

    private static final String PAYLOADS = """
        SELECT d.id, d.payload, d.payload_key FROM unnest($1::bytea[], $2::uuid[]) AS one (key, id)
        CROSS JOIN LATERAL (SELECT id, payload, payload_key FROM delivery
                            WHERE fingerprint = one.key AND id = one.id LIMIT 1) d\
        """;

    /** One look for each key into the one partition where it can be; the limit keeps it from becoming anything else. */
    private static final String KNOWN = """
        SELECT had.key FROM unnest($1::bytea[]) AS one
        CROSS JOIN LATERAL (SELECT key FROM effect WHERE key = one LIMIT 1) had\
        """ + Memory.SINCE;

    private static final String EFFECTS = """
        INSERT INTO effect (key, delivery_id, at)
        SELECT key, delivery, $3::timestamptz FROM unnest($1::bytea[], $2::uuid[]) AS e (key, delivery) ORDER BY key\
        """;

    /** Functions of the database, because of their plans: see the migration {@code V19}. */
    private static final String END = "SELECT delivery_ends($1, $2, $3, $4, $5, $6, $7)";

    private static final String STAND = "SELECT delivery_stands($1, $2, $3, $4, $5)";

    private final IssuerFacts facts;
    private final Sealing sealing;
    private final FreshReadings readings;

    @Inject
    Claims(IssuerFacts facts, Sealing sealing, FreshReadings readings) {
        this.facts = facts;
        this.readings = readings;
        this.sealing = sealing;
    }

    /**
     * What became of one delivery.
     *
     * @param nextAttempt when it is tried again; null for never by itself
     */
    record Mark(Claimed one, Applied applied, @Nullable Instant nextAttempt) {

        UUID id() {
            return one.id();
        }

        private String status() {
            return applied.outcome().name();
        }

        private Integer attempts() {
            return one.attempts() + 1;
        }

        private boolean isEnd() {
            return applied.outcome() != Applied.Outcome.PARKED;
        }

        /** What was simply applied is not searched for by its status; what a rebuild read is counted by it. */
        private boolean stands() {
            return applied.outcome() != Applied.Outcome.APPLIED || one.source() == Source.REBUILD;
        }
    }

    /**
     * What is due.
     *
     * @param lag for how long the first of them has been due; nothing when there is none
     * @param upTo all that became due from where the look began until then is among them, or another replica's
     */
    record Due(List<Claimed> claimed, Duration lag, Instant upTo) {}

    Uni<Due> due(Instant since, Instant now, int limit, Lane lane) {
        return SessionSql.select(DUE, utc(since), utc(now), limit, lane.number(), lane.of())
                .chain(rows -> claimed(rows)
                        .map(claimed -> new Due(
                                claimed,
                                rows.isEmpty()
                                        ? Duration.ZERO
                                        : Duration.between(time(rows.getFirst()[4]), now),
                                rows.size() < limit ? now : time(rows.getLast()[4]))));
    }

    Uni<List<Claimed>> one(UUID id) {
        return SessionSql.select(ONE, id).chain(this::claimed);
    }

    /** A claimed row, without its payload. */
    private record Row(
            UUID id,
            Buffer key,
            String type,
            Source source,
            int attempts,
            Instant receivedAt,
            @Nullable String trace) {

        static Row of(@Nullable Object[] column) {
            return new Row(
                    (UUID) column[0],
                    (Buffer) column[5],
                    (String) column[1],
                    Source.valueOf((String) column[2]),
                    (Integer) column[3],
                    time(column[6]),
                    (String) column[7]);
        }

        Claimed with(Reading reading) {
            return new Claimed(id, key, type, source, attempts, reading, receivedAt, trace);
        }
    }

    /** In the order in which they happened. */
    private Uni<List<Claimed>> claimed(List<@Nullable Object[]> columns) {
        List<Claimed> known = new ArrayList<>();
        Map<UUID, Row> unread = new HashMap<>();
        columns.stream().map(Row::of).forEach(row -> {
            Reading fresh = readings.take(row.id());
            if (fresh == null) {
                unread.put(row.id(), row);
            } else {
                known.add(row.with(fresh));
            }
        });
        return unread.isEmpty()
                ? Uni.createFrom().item(sorted(known))
                : read(unread).invoke(known::addAll).replaceWith(() -> sorted(known));
    }

    private static List<Claimed> sorted(List<Claimed> claimed) {
        return claimed.stream().sorted().toList();
    }

    private Uni<List<Claimed>> read(Map<UUID, Row> rows) {
        return SessionSql.select(
                        PAYLOADS,
                        rows.values().stream().map(Row::key).toArray(Buffer[]::new),
                        rows.keySet().toArray(new UUID[0]))
                .map(payloads -> payloads.stream()
                        .map(payload -> read(
                                Objects.requireNonNull(rows.get((UUID) payload[0])),
                                (Buffer) payload[1],
                                (String) payload[2]))
                        .toList());
    }

    private Claimed read(Row row, @Nullable Buffer payload, @Nullable String keyId) {
        return row.with(open(row.id(), payload, keyId)
                .map(plain -> read(row.source(), row.type(), plain))
                .orElseGet(() -> new Reading.Unreadable("payload_gone", null, null)));
    }

    private static Instant time(@Nullable Object column) {
        return Objects.requireNonNull((OffsetDateTime) column).toInstant();
    }

    private Reading read(Source source, String type, byte[] plain) {
        return switch (source) {
            case WEBHOOK -> facts.read(type, plain);
            case BACKFILL, REBUILD -> facts.readRecord(type, plain);
        };
    }

    private Optional<byte[]> open(UUID id, @Nullable Buffer payload, @Nullable String keyId) {
        return keyId == null || payload == null
                ? Optional.empty()
                : sealing.open(new Sealed(keyId, payload.getBytes()), Arrivals.row(id));
    }

    /** Which of these effects were had before. */
    Uni<Memory> known(Collection<EffectKey> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().item(new Memory(Set.of(), null));
        }
        Object list = keys.stream().map(Claims::buffer).toArray(Buffer[]::new);
        return SessionSql.select(KNOWN, list)
                .map(found -> Memory.of(
                        found.stream().map(row -> ((Buffer) row[0]).getBytes()).toList()));
    }

    private static Buffer buffer(EffectKey key) {
        return Buffer.buffer(key.bytes());
    }

    /** Writes down the effects had here: in the same transaction, so that effect and key stand or fall together. */
    Uni<Void> remember(Map<EffectKey, UUID> effects, Instant now) {
        if (effects.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return SessionSql.update(
                        EFFECTS,
                        effects.keySet().stream().map(Claims::buffer).toArray(Buffer[]::new),
                        effects.values().toArray(new UUID[0]),
                        utc(now))
                .replaceWithVoid();
    }

    /** Writes down what became of them. */
    Uni<Void> mark(List<Mark> marks, Instant now) {
        List<Mark> standing = marks.stream().filter(Mark::stands).toList();
        List<Mark> ended = marks.stream().filter(Mark::isEnd).toList();
        return stand(standing).chain(() -> end(ended, now));
    }

    private static Uni<Void> end(List<Mark> ended, Instant now) {
        return ended.isEmpty()
                ? Uni.createFrom().voidItem()
                : SessionSql.select(
                                END,
                                column(ended, mark -> mark.one().key(), Buffer[]::new),
                                column(ended, Mark::id, UUID[]::new),
                                column(ended, Mark::status, String[]::new),
                                column(ended, mark -> mark.applied().reason(), String[]::new),
                                column(ended, Mark::attempts, Integer[]::new),
                                utc(now),
                                ended.stream()
                                        .filter(mark -> !mark.stands())
                                        .map(Mark::id)
                                        .toArray(UUID[]::new))
                        .replaceWithVoid();
    }

    private static Uni<Void> stand(List<Mark> standing) {
        return standing.isEmpty()
                ? Uni.createFrom().voidItem()
                : SessionSql.select(
                                STAND,
                                column(standing, Mark::id, UUID[]::new),
                                column(standing, Mark::status, String[]::new),
                                column(standing, mark -> mark.applied().reason(), String[]::new),
                                column(standing, Mark::attempts, Integer[]::new),
                                column(standing, Claims::next, OffsetDateTime[]::new))
                        .replaceWithVoid();
    }

    private static @Nullable OffsetDateTime next(Mark mark) {
        return mark.nextAttempt() == null ? null : utc(mark.nextAttempt());
    }

    private static <T> T[] column(
            List<Mark> marks, Function<Mark, @Nullable T> value, IntFunction<T[]> array) {
        return marks.stream().map(value).toArray(array);
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
