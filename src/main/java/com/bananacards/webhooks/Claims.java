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

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
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
            "SELECT id, type, source, attempts, payload, payload_key, next_attempt_at,"
                    + " encode(fingerprint, 'hex'), received_at, traceparent FROM ";

    /** A function of the database, because of the plan: see the migration {@code V15}. */
    private static final String DUE = COLUMNS + "delivery_due($1, $2, $3)";

    private static final String ONE = COLUMNS
            + "delivery WHERE id = $1 AND next_attempt_at IS NOT NULL FOR UPDATE SKIP LOCKED";

    /** One look for each key into the one partition where it can be; the limit keeps it from becoming anything else. */
    private static final String KNOWN = """
        SELECT had.key FROM unnest($1::bytea[]) AS one
        CROSS JOIN LATERAL (SELECT key FROM effect WHERE key = one LIMIT 1) had\
        """ + Memory.SINCE;

    private static final String EFFECTS = """
        INSERT INTO effect (key, delivery_id, at)
        SELECT key, delivery, $3::timestamptz FROM unnest($1::bytea[], $2::uuid[]) AS e (key, delivery) ORDER BY key\
        """;

    private static final String MARK = """
        UPDATE delivery d
        SET status = m.status, reason = m.reason, attempts = d.attempts + 1, next_attempt_at = m.next_attempt_at,
            applied_at = CASE WHEN m.status = 'PARKED' THEN NULL ELSE $6::timestamptz END
        FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[])
             AS m (key, id, status, reason, next_attempt_at)
        WHERE d.fingerprint = decode(m.key, 'hex') AND d.id = m.id\
        """;

    private final IssuerFacts facts;
    private final Sealing sealing;

    @Inject
    Claims(IssuerFacts facts, Sealing sealing) {
        this.facts = facts;
        this.sealing = sealing;
    }

    /**
     * What became of one delivery.
     *
     * @param key its fingerprint in hexadecimal digits: where its partition is
     * @param nextAttempt when it is tried again; null for never by itself
     */
    record Mark(
            UUID id, String key, Applied applied, @Nullable Instant nextAttempt) {}

    /**
     * What is due.
     *
     * @param oldest since when the first of them has been due; when there is none, the time of the look
     * @param upTo all that became due from where the look began until then is among them, or another replica's
     */
    record Due(List<Claimed> claimed, Instant oldest, Instant upTo) {}

    Uni<Due> due(Instant since, Instant now, int limit) {
        return SessionSql.select(DUE, utc(since), utc(now), limit)
                .map(rows -> new Due(
                        claimed(rows),
                        rows.isEmpty() ? now : dueAt(rows.getFirst()),
                        rows.size() < limit ? now : dueAt(rows.getLast())));
    }

    private static Instant dueAt(@Nullable Object[] row) {
        return Objects.requireNonNull((OffsetDateTime) row[6]).toInstant();
    }

    Uni<List<Claimed>> one(UUID id) {
        return SessionSql.select(ONE, id).map(this::claimed);
    }

    private List<Claimed> claimed(List<@Nullable Object[]> rows) {
        return rows.stream().map(this::claimed).sorted().toList();
    }

    private Claimed claimed(@Nullable Object[] row) {
        UUID id = (UUID) row[0];
        String type = (String) row[1];
        Source source = Source.valueOf((String) row[2]);
        Reading reading = open(id, (Buffer) row[4], (String) row[5])
                .map(plain -> read(source, type, plain))
                .orElseGet(() -> new Reading.Unreadable("payload_gone", null, null));
        return new Claimed(
                id,
                (String) row[7],
                type,
                source,
                (Integer) row[3],
                reading,
                ((OffsetDateTime) row[8]).toInstant(),
                (String) row[9]);
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

    Uni<Void> mark(List<Mark> marks, Instant now) {
        return SessionSql.update(
                        MARK,
                        column(marks, Mark::key, String[]::new),
                        column(marks, Mark::id, UUID[]::new),
                        column(marks, mark -> mark.applied().outcome().name(), String[]::new),
                        column(marks, mark -> mark.applied().reason(), String[]::new),
                        column(
                                marks,
                                mark -> mark.nextAttempt() == null ? null : utc(mark.nextAttempt()),
                                OffsetDateTime[]::new),
                        utc(now))
                .replaceWithVoid();
    }

    private static <T> T[] column(
            List<Mark> marks, Function<Mark, @Nullable T> value, IntFunction<T[]> array) {
        return marks.stream().map(value).toArray(array);
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
