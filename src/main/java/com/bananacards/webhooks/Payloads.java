package com.bananacards.webhooks;

import com.bananacards.sensitive.KeyDependents;
import com.bananacards.sensitive.KeyKind;
import com.bananacards.sensitive.Sealed;
import com.bananacards.sensitive.Sealing;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * What is done to payloads after they came: codes taken out, all of it purged, sealed anew under another key. One
 * bounded batch a call, in one transaction; what another replica holds just now is left for the next one.
 */
@ApplicationScoped
class Payloads implements KeyDependents {

    private static final String KEYS = """
        WITH RECURSIVE one (key) AS (
            (SELECT payload_key FROM delivery WHERE payload IS NOT NULL ORDER BY payload_key LIMIT 1)
            UNION ALL
            SELECT (SELECT payload_key FROM delivery WHERE payload IS NOT NULL AND payload_key > one.key
                    ORDER BY payload_key LIMIT 1)
            FROM one WHERE one.key IS NOT NULL)
        SELECT key FROM one WHERE key IS NOT NULL\
        """;

    private static final String COUNT = """
        SELECT payload_key AS key, count(*) AS n FROM delivery
        WHERE payload IS NOT NULL AND payload_key = ANY ($1) GROUP BY payload_key\
        """;

    private static final String WITH_CODE = """
        SELECT id, payload, payload_key FROM delivery WHERE code_until <= $1
        ORDER BY code_until LIMIT $2 FOR UPDATE SKIP LOCKED\
        """;

    /** A function of the database, because of its plan: see the migration {@code V21}. */
    private static final String UNDER_KEY =
            "SELECT id, payload, payload_key, received_at FROM delivery_payloads($1, $2, $3)";

    private static final String REPLACE = """
        UPDATE delivery d SET payload = n.payload, payload_key = n.key
        FROM unnest($1::uuid[], $2::bytea[], $3::text[]) AS n (id, payload, key) WHERE d.id = n.id\
        """;

    /** What does not open, for want of its key, is looked at again later. */
    private static final String CODES_ARE_OUT = """
        UPDATE delivery SET code_until = CASE WHEN payload IS NOT NULL AND id <> ALL ($2) THEN $3::timestamptz END
        WHERE id = ANY ($1)\
        """;

    private static final String PURGE = """
        UPDATE delivery SET payload = NULL, payload_key = NULL, code_until = NULL
        WHERE id IN (SELECT id FROM delivery
                     WHERE payload IS NOT NULL AND payload_key = $1 AND received_at < $2
                       AND NOT EXISTS (SELECT FROM delivery_by_status s
                                       WHERE s.id = delivery.id AND s.next_attempt_at IS NOT NULL)
                     ORDER BY received_at LIMIT $3 FOR UPDATE SKIP LOCKED)\
        """;

    private final Pool pool;
    private final Sealing sealing;

    @Inject
    Payloads(Pool pool, Sealing sealing) {
        this.pool = pool;
        this.sealing = sealing;
    }

    /** How far a pass over the payloads of one key has come. @param done rows sealed anew by the last batch */
    record Pass(Instant from, int done, boolean isOver) {

        static final Pass BEGIN = new Pass(Instant.EPOCH, 0, false);
    }

    /**
     * Takes expired codes out of so many payloads; gives back of how many.
     *
     * @param again when those are looked at again that don't open now
     */
    Uni<Integer> takeCodesOut(Instant now, Instant again, int limit) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(WITH_CODE)
                .execute(Tuple.of(utc(now), limit))
                .chain(rows -> rewrite(connection, rows, OneTimeCodes::without)
                        .call(done -> connection
                                .preparedQuery(CODES_ARE_OUT)
                                .execute(Tuple.of(array(ids(rows)), array(done), utc(again))))
                        .map(List::size)));
    }

    private static UUID[] array(List<UUID> ids) {
        return ids.toArray(new UUID[0]);
    }

    /** Drops so many payloads of deliveries that came before this time and wait for nothing; the rows stay. */
    Uni<Integer> purge(Instant before, int limit) {
        return keys().chain(keys -> Multi.createFrom()
                .iterable(keys)
                .onItem()
                .transformToUniAndConcatenate(key -> pool.preparedQuery(PURGE)
                        .execute(Tuple.of(key, utc(before), limit))
                        .map(SqlResult::rowCount))
                .collect()
                .in(() -> new int[1], (sum, purged) -> sum[0] += purged)
                .map(sum -> sum[0]));
    }

    /** Seals so many payloads of an older key anew under the first. What does not open stays as it is. */
    Uni<Pass> reseal(String oldKey, Pass pass, int limit) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(UNDER_KEY)
                .execute(Tuple.of(oldKey, utc(pass.from()), limit))
                .chain(rows -> rewrite(connection, rows, UnaryOperator.identity())
                        .map(done -> next(rows, done.size(), pass, limit))));
    }

    private static Pass next(RowSet<Row> rows, int done, Pass pass, int limit) {
        Instant last = pass.from();
        for (Row row : rows) {
            last = row.getOffsetDateTime("received_at").toInstant();
        }
        return new Pass(
                last, done, rows.rowCount() < limit || (done == 0 && last.equals(pass.from())));
    }

    /** Gives back which of them opened. */
    private Uni<List<UUID>> rewrite(
            SqlConnection connection, RowSet<Row> rows, UnaryOperator<byte[]> change) {
        List<UUID> ids = new ArrayList<>();
        List<io.vertx.core.buffer.Buffer> payloads = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (Row row : rows) {
            UUID id = row.getUUID("id");
            Optional<byte[]> plain = open(row).map(change);
            if (plain.isPresent()) {
                Sealed anew = sealing.seal(plain.get(), Arrivals.row(id));
                ids.add(id);
                payloads.add(Buffer.buffer(anew.bytes()).getDelegate());
                keys.add(anew.keyId());
            }
        }
        return connection
                .preparedQuery(REPLACE)
                .execute(Tuple.of(
                        ids.toArray(new UUID[0]),
                        payloads.toArray(new io.vertx.core.buffer.Buffer[0]),
                        keys.toArray(new String[0])))
                .replaceWith(ids);
    }

    /** What a row with id, payload and payload_key says; empty when it was purged, or its key is gone. */
    Optional<byte[]> open(Row row) {
        @Nullable Buffer payload = row.getBuffer("payload");
        return payload == null
                ? Optional.empty()
                : sealing.open(
                        new Sealed(row.getString("payload_key"), payload.getBytes()),
                        Arrivals.row(row.getUUID("id")));
    }

    private static List<UUID> ids(RowSet<Row> rows) {
        List<UUID> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(row.getUUID("id")));
        return ids;
    }

    /** The ids of all keys that seal a payload. */
    Uni<List<String>> keys() {
        return pool.preparedQuery(KEYS).execute().map(rows -> {
            List<String> keys = new ArrayList<>();
            rows.forEach(row -> keys.add(row.getString("key")));
            return keys;
        });
    }

    @Override
    public KeyKind kind() {
        return KeyKind.DATA;
    }

    /** Of the first key it is not counted: nearly all payloads are its. */
    @Override
    public Uni<Map<String, Long>> count() {
        return keys().chain(keys -> pool.preparedQuery(COUNT)
                .execute(Tuple.of((Object) keys.stream()
                        .filter(key -> !key.equals(sealing.sealingKeyId()))
                        .toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Long> counted = new HashMap<>();
                    rows.forEach(row -> counted.put(row.getString("key"), row.getLong("n")));
                    return counted;
                }));
    }

    private static java.time.OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
