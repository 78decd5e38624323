package com.bananacards.journal;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Reads committed lines in an order in which nothing can appear behind the reader any more. */
@ApplicationScoped
class JournalReader {

    /** A function of the database, because of the plan: see the migration {@code V17}. */
    private static final String FOLLOW = """
        SELECT txid, position, kind, cardholder_id, card_id, operation_id, issuer_card_id, issuer_user_id, event, body,
               settled
        FROM journal_after($1::bigint::text::xid8, $2, $3, $4, $5)\
        """;

    /** A function of the database, because of the plan: see the migration {@code V21}. */
    static final String EVERY_EVENT = """
        SELECT txid, position, kind, cardholder_id, card_id, operation_id, issuer_card_id, issuer_user_id, event, body
        FROM journal_events_after($1::bigint::text::xid8, $2, $3)\
        """;

    private static final String FOLLOW_EVENTS = """
        SELECT txid::text::bigint AS txid, position, kind, cardholder_id, card_id, operation_id,
               issuer_card_id, issuer_user_id, event, body::text AS body
        FROM journal
        WHERE (txid, position) > ($1::bigint::text::xid8, $2::bigint)
          AND txid < pg_snapshot_xmin(pg_current_snapshot())
          AND event IS NOT NULL\
        """;

    /**
     * By the cards where a line is about one: see the migration {@code V18}. None is missed: a card is written with its
     * first line, stays with its cardholder, and is never deleted.
     */
    private static final String OF_CARDHOLDER = """
         AND cardholder_id = %1$s
         AND (card_id IS NULL OR card_id = ANY (ARRAY(SELECT id FROM card WHERE card.cardholder_id = %1$s)))\
        """;

    private static final String IN_ORDER = " ORDER BY journal.txid, position LIMIT $3";

    /** Everything before the oldest running transaction is settled: the newest place a reader can stand at. */
    private static final String END =
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1 AS txid";

    private final Pool pool;

    @Inject
    JournalReader(Pool pool) {
        this.pool = pool;
    }

    /** What a stream is narrowed to; null is no narrowing. */
    record Filter(
            @Nullable UUID cardholderId,
            @Nullable UUID cardId,
            @Nullable UUID operationId) {

        private boolean isNone() {
            return cardholderId == null && cardId == null && operationId == null;
        }

        boolean lets(Told told) {
            return (cardholderId == null || cardholderId.equals(told.cardholderId()))
                    && (cardId == null || cardId.equals(told.cardId()))
                    && (operationId == null || operationId.equals(told.operationId()));
        }
    }

    /**
     * What a follower gets.
     *
     * @param lines those that can be told
     * @param isFull there may be more of them
     * @param heldBack there are lines that can't be told yet: a transaction that is older than theirs has not ended
     */
    record Look(List<Told> lines, boolean isFull, boolean heldBack) {}

    /**
     * What follows a place.
     *
     * @param since nothing after the position was written before it: partitions that end before are not looked into
     * @param bodies whether events and their bodies are read, too; else they are null
     */
    Uni<Look> after(Position position, Instant since, boolean bodies, int limit) {
        return pool.preparedQuery(FOLLOW)
                .execute(Tuple.of(position.txid(), position.line(), utc(since), bodies, limit))
                .map(rows -> look(rows, limit));
    }

    /** Lines that are held back come last: places are in the order of transactions. */
    private static Look look(RowSet<Row> rows, int limit) {
        List<Told> lines = StreamSupport.stream(rows.spliterator(), false)
                .takeWhile(row -> row.getBoolean("settled"))
                .map(JournalReader::told)
                .toList();
        return new Look(lines, lines.size() >= limit, lines.size() < rows.size());
    }

    Uni<List<Told>> eventsAfter(Position position, Filter filter, int limit) {
        Tuple parameters = Tuple.of(position.txid(), position.line(), limit);
        return pool.preparedQuery(filter.isNone() ? EVERY_EVENT : narrowed(filter, parameters))
                .execute(parameters)
                .map(JournalReader::told);
    }

    private static String narrowed(Filter filter, Tuple parameters) {
        StringBuilder sql = new StringBuilder(FOLLOW_EVENTS);
        narrow(sql, parameters, OF_CARDHOLDER, filter.cardholderId());
        narrow(sql, parameters, " AND card_id = %s", filter.cardId());
        narrow(sql, parameters, " AND operation_id = %s", filter.operationId());
        return sql.append(IN_ORDER).toString();
    }

    /** Only what is asked for is in the text: in a plan for all values no index serves "this one, or any". */
    private static void narrow(
            StringBuilder sql, Tuple parameters, String condition, @Nullable UUID id) {
        if (id != null) {
            parameters.addUUID(id);
            sql.append(condition.formatted("$" + parameters.size()));
        }
    }

    Uni<Position> end() {
        return pool.query(END)
                .execute()
                .map(rows ->
                        new Position(rows.iterator().next().getLong("txid"), Long.MAX_VALUE >> 4));
    }

    /** The oldest place from which everything is still there, or empty when nothing was ever removed. */
    Uni<Optional<Position>> oldest() {
        return pool.query("SELECT txid::text::bigint AS txid, position FROM journal ORDER BY"
                        + " journal.txid, position LIMIT 1")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(JournalReader::position));
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static List<Told> told(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(JournalReader::told)
                .toList();
    }

    private static Told told(Row row) {
        return new Told(
                position(row).text(),
                row.getString("kind"),
                row.getUUID("cardholder_id"),
                row.getUUID("card_id"),
                row.getUUID("operation_id"),
                row.getLong("issuer_card_id"),
                row.getLong("issuer_user_id"),
                row.getString("event"),
                row.getString("body"));
    }

    private static Position position(Row row) {
        return new Position(row.getLong("txid"), row.getLong("position"));
    }
}
