package com.bananacards.webhooks;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The inbox's own SQL: what is done to many deliveries at once. */
@ApplicationScoped
class InboxTable {

    private static final String INSERT = """
        INSERT INTO delivery (id, fingerprint, type, status, source, issuer_card_id, issuer_user_id,
                              payload, payload_key, received_at, request_id, code_until, traceparent)
        SELECT id, fingerprint, type, 'STORED', source, card, usr, payload, payload_key, at, request_id, code, trace
        FROM unnest($1::uuid[], $2::bytea[], $3::text[], $4::text[], $5::bigint[], $6::bigint[],
                    $7::bytea[], $8::text[], $9::timestamptz[], $10::text[], $11::timestamptz[],
                    $12::text[])
             AS arrival (id, fingerprint, type, source, card, usr, payload, payload_key, at, request_id, code,
                        trace)
        ORDER BY fingerprint
        ON CONFLICT (fingerprint) DO NOTHING
        RETURNING id\
        """;

    /** A function of the database, because of its plan: see the migration {@code V19}. */
    private static final String WAKE = "SELECT delivery_wake($1, $2, $3) AS waiting";

    private final Pool pool;

    @Inject
    InboxTable(Pool pool) {
        this.pool = pool;
    }

    /** Stores what is not stored yet, in one statement; gives back the ids of what was new. */
    Uni<Set<UUID>> insert(List<Arrival> arrivals) {
        List<Arrival> sorted = arrivals.stream().sorted(Arrival::byFingerprint).toList();
        return pool.preparedQuery(INSERT).execute(columns(sorted)).map(rows -> {
            Set<UUID> fresh = new HashSet<>();
            for (Row row : rows) {
                fresh.add(row.getUUID("id"));
            }
            return fresh;
        });
    }

    private static Tuple columns(List<Arrival> arrivals) {
        return Tuple.tuple(Arrays.asList(
                column(arrivals, Arrival::id, UUID[]::new),
                column(
                        arrivals,
                        one -> Buffer.buffer(one.fingerprint()).getDelegate(),
                        io.vertx.core.buffer.Buffer[]::new),
                column(arrivals, Arrival::type, String[]::new),
                column(arrivals, one -> one.source().name(), String[]::new),
                column(arrivals, one -> one.reading().card(), Long[]::new),
                column(arrivals, one -> one.reading().user(), Long[]::new),
                column(
                        arrivals,
                        one -> Buffer.buffer(one.payload().bytes()).getDelegate(),
                        io.vertx.core.buffer.Buffer[]::new),
                column(arrivals, one -> one.payload().keyId(), String[]::new),
                column(arrivals, one -> utc(one.receivedAt()), OffsetDateTime[]::new),
                column(arrivals, Arrival::requestId, String[]::new),
                column(
                        arrivals,
                        one -> one.codeUntil() == null ? null : utc(one.codeUntil()),
                        OffsetDateTime[]::new),
                column(arrivals, Arrival::trace, String[]::new)));
    }

    private static <T> T[] column(
            List<Arrival> arrivals, Function<Arrival, T> value, IntFunction<T[]> array) {
        return arrivals.stream().map(value).toArray(array);
    }

    /**
     * Makes the parked deliveries of these subjects due: something about them has changed.
     *
     * @return whether any parked delivery, of whatever subject, was waiting
     */
    Uni<Boolean> wakeParked(Collection<Long> cards, Collection<Long> users, Instant now) {
        return pool.preparedQuery(WAKE)
                .execute(Tuple.of(utc(now), cards.toArray(new Long[0]), users.toArray(new Long[0])))
                .map(rows -> rows.iterator().next().getBoolean("waiting"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
