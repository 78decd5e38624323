package com.bananacards.journal;

import com.bananacards.database.Partitions;
import com.bananacards.time.Ticks;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;

/**
 * Removes lines that were kept long enough, whole partitions of them. Where they are kept for less than a partition
 * covers: whole sealed stretches, oldest first. What is left begins at a checkpoint in either case. Nothing else may remove
 * a line. Says in the journal what it removed, and makes the partitions of the time to come.
 */
@ApplicationScoped
class Retention {

    private static final String ALLOWED = "SET LOCAL bananacards.retention = 'on'";

    private static final String TAKE_TURN = "SELECT pg_try_advisory_xact_lock("
            + "hashtext('bananacards.journal.retention')) AS mine";

    /** Up to the last of so many of the oldest checkpoints that are old enough. */
    private static final String UP_TO = """
        SELECT txid::text::bigint AS txid, position FROM (
          SELECT txid, position FROM journal_checkpoint WHERE at < to_timestamp($1::bigint / 1000.0)
          ORDER BY at, txid, position LIMIT $2) old
        ORDER BY old.txid DESC, position DESC LIMIT 1\
        """;

    /** Lower places may be younger, in a database that was restored from a dump: see the migration {@code V23}. */
    private static final String TRIM = """
        WITH lines AS (DELETE FROM journal
                  WHERE (txid, position) <= ($1::bigint::text::xid8, $2::bigint)
                    AND written_at < to_timestamp($3::bigint / 1000.0) + interval '1 minute' RETURNING 1),
        links AS (DELETE FROM journal_chain
                  WHERE (txid, position) <= ($1::bigint::text::xid8, $2::bigint)
                    AND written_at < to_timestamp($3::bigint / 1000.0) + interval '1 minute')
        SELECT count(*) AS lines FROM lines\
        """;

    /** Of those before the first link only the last is needed: the chain goes on from there. */
    private static final String CHECKPOINTS = """
        WITH first AS (SELECT txid, position FROM journal_chain ORDER BY journal_chain.txid, position LIMIT 1),
        needed AS (SELECT k.txid, k.position FROM journal_checkpoint k, first
                   WHERE (k.txid, k.position) < (first.txid, first.position)
                   ORDER BY k.txid DESC, k.position DESC LIMIT 1)
        DELETE FROM journal_checkpoint WHERE (txid, position) IN (
            SELECT k.txid, k.position FROM journal_checkpoint k, needed
            WHERE (k.txid, k.position) < (needed.txid, needed.position)
            ORDER BY k.txid, k.position LIMIT $1)\
        """;

    private static final String NOTE = """
        INSERT INTO journal (at, kind, summary, actor, data)
        VALUES (to_timestamp($1::bigint / 1000.0), 'JournalTrimmed',
                'Lines that were kept long enough were removed', 'retention',
                jsonb_build_object('lines', $2::bigint, 'up_to', $3::text))\
        """;

    private final Pool pool;
    private final Partitions partitions;
    private final JournalConfig config;
    private final Vertx vertx;
    private final Clock clock;
    private @Nullable Ticks ticks;

    @Inject
    Retention(Pool pool, Partitions partitions, JournalConfig config, Vertx vertx, Clock clock) {
        this.pool = pool;
        this.partitions = partitions;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        ticks = Ticks.every(vertx, "journal retention", config.retentionEvery(), this::round);
        ticks.now();
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (ticks != null) {
            ticks.stop();
        }
    }

    private Uni<Void> round() {
        return ahead("journal")
                .chain(() -> ahead("journal_chain"))
                .chain(() -> config.retention().compareTo(config.partition()) < 0
                        ? inTurn(this::trim)
                        : drop())
                .chain(() -> inTurn(this::checkpoints));
    }

    private Uni<Integer> ahead(String table) {
        return partitions.ahead(
                table,
                config.partition(),
                config.partition().multipliedBy(config.partitionsAhead()));
    }

    /** One partition after the other, as long as there is one. */
    private Uni<Void> drop() {
        Instant before = clock.instant().minus(config.retention());
        return partitions
                .forget("journal_forget", before)
                .chain(found -> found.isEmpty() ? Uni.createFrom().voidItem() : drop());
    }

    private Uni<Void> inTurn(Function<SqlConnection, Uni<Void>> work) {
        return pool.withTransaction(connection -> connection
                .query(TAKE_TURN)
                .execute()
                .chain(turn -> turn.iterator().next().getBoolean("mine")
                        ? connection.query(ALLOWED).execute().chain(() -> work.apply(connection))
                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> checkpoints(SqlConnection connection) {
        return connection
                .preparedQuery(CHECKPOINTS)
                .execute(Tuple.of(config.retentionCheckpoints()))
                .replaceWithVoid();
    }

    private Uni<Void> trim(SqlConnection connection) {
        long before = clock.instant().minus(config.retention()).toEpochMilli();
        return connection
                .preparedQuery(UP_TO)
                .execute(Tuple.of(before, config.retentionStretches()))
                .chain(found -> found.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : trim(
                                connection,
                                before,
                                new Position(
                                        found.iterator().next().getLong("txid"),
                                        found.iterator().next().getLong("position"))));
    }

    private Uni<Void> trim(SqlConnection connection, long before, Position upTo) {
        return connection
                .preparedQuery(TRIM)
                .execute(Tuple.of(upTo.txid(), upTo.line(), before))
                .chain(rows ->
                        note(connection, rows.iterator().next().getLong("lines"), upTo.text()));
    }

    private Uni<Void> note(SqlConnection connection, long lines, String upTo) {
        return lines == 0
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(NOTE)
                        .execute(Tuple.of(clock.instant().toEpochMilli(), lines, upTo))
                        .replaceWithVoid();
    }
}
