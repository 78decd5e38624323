package com.bananacards.journal;

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

/**
 * Removes lines that were kept long enough: whole sealed stretches, oldest first, so that what is left begins at a
 * checkpoint. Nothing else may remove a line. Says in the journal what it removed.
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

    private static final String TRIM = """
        WITH lines AS (DELETE FROM journal
                  WHERE (txid, position) <= ($1::bigint::text::xid8, $2::bigint) RETURNING 1),
        links AS (DELETE FROM journal_chain
                  WHERE (txid, position) <= ($1::bigint::text::xid8, $2::bigint)),
        checkpoints AS (DELETE FROM journal_checkpoint
                  WHERE (txid, position) < ($1::bigint::text::xid8, $2::bigint))
        SELECT count(*) AS lines FROM lines\
        """;

    private static final String NOTE = """
        INSERT INTO journal (at, kind, summary, actor, data)
        VALUES (to_timestamp($1::bigint / 1000.0), 'JournalTrimmed',
                'Lines that were kept long enough were removed', 'retention',
                jsonb_build_object('lines', $2::bigint, 'up_to', $3::text))\
        """;

    private final Pool pool;
    private final JournalConfig config;
    private final Vertx vertx;
    private final Clock clock;
    private @Nullable Ticks ticks;

    @Inject
    Retention(Pool pool, JournalConfig config, Vertx vertx, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        ticks = Ticks.every(vertx, "journal retention", config.retentionEvery(), this::trim);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (ticks != null) {
            ticks.stop();
        }
    }

    Uni<Void> trim() {
        return pool.withTransaction(connection -> connection
                .query(TAKE_TURN)
                .execute()
                .chain(turn -> turn.iterator().next().getBoolean("mine")
                        ? trim(connection)
                        : Uni.createFrom().voidItem()));
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
                                new Position(
                                        found.iterator().next().getLong("txid"),
                                        found.iterator().next().getLong("position"))));
    }

    private Uni<Void> trim(SqlConnection connection, Position upTo) {
        return connection
                .query(ALLOWED)
                .execute()
                .chain(() ->
                        connection.preparedQuery(TRIM).execute(Tuple.of(upTo.txid(), upTo.line())))
                .map(rows -> rows.iterator().next().getLong("lines"))
                .chain(lines -> lines == 0
                        ? Uni.createFrom().voidItem()
                        : connection
                                .preparedQuery(NOTE)
                                .execute(Tuple.of(
                                        clock.instant().toEpochMilli(), lines, upTo.text()))
                                .replaceWithVoid());
    }
}
