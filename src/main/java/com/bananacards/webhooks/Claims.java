package com.bananacards.webhooks;

import com.bananacards.bananatech.EffectKey;
import com.bananacards.bananatech.IssuerFacts;
import com.bananacards.bananatech.Reading;
import com.bananacards.operations.Applied;
import com.bananacards.sensitive.Sealed;
import com.bananacards.sensitive.Sealing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Claims deliveries for a batch and marks what became of them. All of it within the batch's transaction. */
@ApplicationScoped
class Claims {

    private static final String COLUMNS =
            "SELECT id, encode(fingerprint, 'hex') AS key, type, source, attempts, payload,"
                    + " payload_key, received_at, traceparent FROM delivery ";

    /** The limit is no parameter: with one, the database would make a plan over all partitions each time. */
    private static final String DUE = COLUMNS + """
        WHERE next_attempt_at <= :now ORDER BY next_attempt_at, id LIMIT %d FOR UPDATE SKIP LOCKED\
        """;

    private static final String ONE =
            COLUMNS + "WHERE id = :id AND next_attempt_at IS NOT NULL FOR UPDATE SKIP LOCKED";

    /** One look for each key into the one partition where it can be; the limit keeps it from becoming anything else. */
    private static final String KNOWN = """
        SELECT had.key FROM unnest(string_to_array(:keys, ',')) AS one
        CROSS JOIN LATERAL (SELECT key FROM effect WHERE key = decode(one, 'hex') LIMIT 1) had\
        """ + Memory.SINCE;

    private static final String EFFECTS = """
        INSERT INTO effect (key, delivery_id, at)
        SELECT decode(key, 'hex'), delivery_id, cast(:now AS timestamptz)
        FROM jsonb_to_recordset(cast(cast(:effects AS text) AS jsonb)) AS e (key text, delivery_id uuid) ORDER BY 1\
        """;

    private static final String MARK = """
        UPDATE delivery d
        SET status = m.status, reason = m.reason, attempts = d.attempts + 1, next_attempt_at = m.next_attempt_at,
            applied_at = CASE WHEN m.status = 'PARKED' THEN NULL ELSE cast(:now AS timestamptz) END
        FROM jsonb_to_recordset(cast(cast(:marks AS text) AS jsonb))
             AS m (key text, id uuid, status text, reason text, next_attempt_at timestamptz)
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

    Uni<List<Claimed>> due(Instant now, int limit) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(DUE.formatted(limit), Tuple.class)
                        .setParameter("now", now.atOffset(ZoneOffset.UTC))
                        .getResultList())
                .map(this::claimed);
    }

    Uni<List<Claimed>> one(UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ONE, Tuple.class)
                        .setParameter("id", id)
                        .getResultList())
                .map(this::claimed);
    }

    private List<Claimed> claimed(List<Tuple> rows) {
        return rows.stream().map(this::claimed).sorted().toList();
    }

    private Claimed claimed(Tuple row) {
        UUID id = row.get("id", UUID.class);
        String type = row.get("type", String.class);
        Source source = Source.valueOf(row.get("source", String.class));
        Reading reading = open(
                        id, row.get("payload_key", String.class), row.get("payload", byte[].class))
                .map(plain -> read(source, type, plain))
                .orElseGet(() -> new Reading.Unreadable("payload_gone", null, null));
        return new Claimed(
                id,
                row.get("key", String.class),
                type,
                source,
                row.get("attempts", Number.class).intValue(),
                reading,
                row.get("received_at", OffsetDateTime.class).toInstant(),
                row.get("traceparent", String.class));
    }

    private Reading read(Source source, String type, byte[] plain) {
        return switch (source) {
            case WEBHOOK -> facts.read(type, plain);
            case BACKFILL, REBUILD -> facts.readRecord(type, plain);
        };
    }

    private Optional<byte[]> open(UUID id, @Nullable String keyId, byte @Nullable [] payload) {
        return keyId == null || payload == null
                ? Optional.empty()
                : sealing.open(new Sealed(keyId, payload), Arrivals.row(id));
    }

    /** Which of these effects were had before. */
    Uni<Memory> known(Collection<EffectKey> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().item(new Memory(Set.of(), null));
        }
        String list = keys.stream().map(EffectKey::toString).collect(Collectors.joining(","));
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(KNOWN, byte[].class)
                        .setParameter("keys", list)
                        .getResultList())
                .map(Memory::of);
    }

    /** Writes down the effects had here: in the same transaction, so that effect and key stand or fall together. */
    Uni<Void> remember(Map<EffectKey, UUID> effects, Instant now) {
        if (effects.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        JsonArray rows = new JsonArray();
        effects.forEach((key, delivery) -> rows.add(new JsonObject()
                .put("key", key.toString())
                .put("delivery_id", delivery.toString())));
        return update(EFFECTS, "effects", rows, now);
    }

    Uni<Void> mark(List<Mark> marks, Instant now) {
        JsonArray rows = new JsonArray();
        marks.forEach(mark -> rows.add(new JsonObject()
                .put("key", mark.key())
                .put("id", mark.id().toString())
                .put("status", mark.applied().outcome().name())
                .put("reason", mark.applied().reason())
                .put("next_attempt_at", mark.nextAttempt())));
        return update(MARK, "marks", rows, now);
    }

    private static Uni<Void> update(String sql, String parameter, JsonArray rows, Instant now) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(sql)
                        .setParameter(parameter, rows.encode())
                        .setParameter("now", now.atOffset(ZoneOffset.UTC))
                        .executeUpdate())
                .replaceWithVoid();
    }
}
