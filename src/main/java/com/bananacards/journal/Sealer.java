package com.bananacards.journal;

import com.bananacards.sensitive.Attestation;
import com.bananacards.time.Ticks;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;

/**
 * Hangs committed lines on the chain, in the journal's order, and vouches for the end of each stretch. Behind the
 * writers, so that none waits for another; on one replica at a time, by a lock of the sealing transaction.
 */
@ApplicationScoped
class Sealer {

    private static final Logger LOG = Logger.getLogger(Sealer.class);

    static final String TAKE_TURN =
            "SELECT pg_try_advisory_xact_lock(hashtext('bananacards.journal.seal')) AS mine, "
                    + Along.THE_INDEX;

    static final String LAST = "SELECT " + Checkpoint.COLUMNS
            + " FROM journal_checkpoint ORDER BY journal_checkpoint.txid DESC, position DESC LIMIT"
            + " 1";

    /** Links have the time of their lines: so they are in partitions that end where the lines' end. */
    static final String SEAL = """
        WITH line AS (
          SELECT txid, position, written_at, %s AS text FROM journal
          WHERE (txid, position) > ($1::bigint::text::xid8, $2::bigint)
            AND txid < pg_snapshot_xmin(pg_current_snapshot())
          ORDER BY txid, position LIMIT $3
        ), link AS (
          INSERT INTO journal_chain (txid, position, sequence, hash, written_at)
          SELECT txid, position, $4::bigint + row_number() OVER along, journal_link($5::bytea, text) OVER along,
                 written_at
          FROM line WINDOW along AS (ORDER BY txid, position ROWS UNBOUNDED PRECEDING)
          RETURNING txid, position, sequence, hash)
        SELECT txid::text::bigint AS txid, position, sequence, hash FROM link ORDER BY sequence DESC LIMIT 1\
        """.formatted(Link.LINE);

    private static final String VOUCH = """
        INSERT INTO journal_checkpoint (txid, position, sequence, hash, at, key_id, mac)
        VALUES ($1::bigint::text::xid8, $2, $3, $4, to_timestamp($5::bigint / 1000.0), $6, $7)\
        """;

    private final Pool pool;
    private final Attestation attestation;
    private final JournalConfig config;
    private final Vertx vertx;
    private final Clock clock;
    private @Nullable Ticks ticks;
    private Instant tellAgain = Instant.MIN;

    @Inject
    Sealer(Pool pool, Attestation attestation, JournalConfig config, Vertx vertx, Clock clock) {
        this.pool = pool;
        this.attestation = attestation;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        ticks = Ticks.every(vertx, "sealing the journal", config.seal().every(), this::round);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (ticks != null) {
            ticks.stop();
        }
    }

    /** Stretches, as long as there are full ones. */
    private Uni<Void> round() {
        return Multi.createBy()
                .repeating()
                .uni(() -> pool.withTransaction(this::inTurn))
                .whilst(lines -> lines >= config.batch())
                .select()
                .first(config.seal().batches())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Integer> inTurn(SqlConnection connection) {
        return connection
                .query(TAKE_TURN)
                .execute()
                .chain(turn -> turn.iterator().next().getBoolean("mine")
                        ? stretch(connection)
                        : Uni.createFrom().item(0));
    }

    private Uni<Integer> stretch(SqlConnection connection) {
        return connection.query(LAST).execute().chain(last -> {
            Row row = last.rowCount() == 0 ? null : last.iterator().next();
            Position from = row == null ? Position.START : Checkpoint.of(row).position();
            Link link = row == null ? Link.START : Checkpoint.of(row).link();
            return connection
                    .preparedQuery(SEAL)
                    .execute(columns(from, link))
                    .chain(end -> end.rowCount() == 0
                            ? Uni.createFrom().item(0)
                            : vouch(connection, link, end.iterator().next()));
        });
    }

    private Uni<Integer> vouch(SqlConnection connection, Link before, Row last) {
        Checkpoint end = Checkpoint.of(
                new Position(last.getLong("txid"), last.getLong("position")),
                new Link(last.getLong("sequence"), Checkpoint.bytes(last, "hash")),
                clock.instant(),
                attestation);
        return connection
                .preparedQuery(VOUCH)
                .execute(columns(end))
                .invoke(() -> tell(end))
                .replaceWith(Math.toIntExact(end.link().sequence() - before.sequence()));
    }

    private Tuple columns(Position from, Link link) {
        return Tuple.of(
                from.txid(),
                from.line(),
                config.batch(),
                link.sequence(),
                Buffer.buffer(link.hash()));
    }

    private static Tuple columns(Checkpoint end) {
        return Tuple.tuple(java.util.Arrays.asList(
                end.position().txid(),
                end.position().line(),
                end.link().sequence(),
                Buffer.buffer(end.link().hash()),
                end.at().toEpochMilli(),
                end.voucher().keyId(),
                Buffer.buffer(end.voucher().mac())));
    }

    /** Now and then outside of the database: who cuts the end off the chain does not cut it off the log. */
    private void tell(Checkpoint end) {
        Instant now = clock.instant();
        if (!now.isBefore(tellAgain)) {
            tellAgain = now.plus(config.seal().toldEvery());
            LOG.infof(
                    "journal sealed up to %s, line %d, %s",
                    end.position().text(), end.link().sequence(), end.link().hex());
        }
    }
}
