package com.bananacards.journal;

import com.bananacards.http.Problem;
import com.bananacards.sensitive.Attestation;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** Proves, line by line, that what the journal says now is what was sealed. */
@ApplicationScoped
public class Verification {

    private static final Logger LOG = Logger.getLogger(Verification.class);

    /** One picture for all queries: nothing is sealed or removed while it is looked at. Takes no transaction id. */
    static final String ONE_PICTURE =
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SELECT " + Along.THE_INDEX;

    private static final String FIRST = """
        SELECT txid::text::bigint AS txid, position, sequence, hash FROM journal_chain
        ORDER BY journal_chain.txid, position LIMIT 1\
        """;

    private static final String CHECKPOINT = "SELECT " + Checkpoint.COLUMNS
            + " FROM journal_checkpoint WHERE txid = $1::bigint::text::xid8 AND position = $2";

    private static final String BEFORE = "SELECT " + Checkpoint.COLUMNS
            + " FROM journal_checkpoint WHERE (txid, position) < ($1::bigint::text::xid8,"
            + " $2::bigint) ORDER BY journal_checkpoint.txid DESC, position DESC LIMIT 1";

    static final String STEPS = """
        SELECT place.txid::text::bigint AS txid, place.position, line, c.sequence, c.hash, k.sequence AS k_sequence, k.hash AS k_hash,
               (extract(epoch FROM k.at) * 1000)::bigint AS at_ms, k.key_id, k.mac
        FROM (SELECT txid, position, %s AS line FROM journal
              WHERE (txid, position) > ($1::bigint::text::xid8, $2::bigint)
                AND (txid, position) <= ($3::bigint::text::xid8, $4::bigint)
              ORDER BY txid, position LIMIT $5) j
        FULL JOIN (SELECT txid, position, sequence, hash FROM journal_chain
              WHERE (txid, position) > ($1::bigint::text::xid8, $2::bigint)
              ORDER BY txid, position LIMIT $5) c USING (txid, position) AS place
        LEFT JOIN LATERAL (SELECT * FROM journal_checkpoint
              WHERE txid = place.txid AND position = place.position LIMIT 1) k ON true
        ORDER BY 1, 2 LIMIT $5\
        """.formatted(Link.LINE);

    private static final String UNSEALED =
            "SELECT count(*) AS lines FROM journal WHERE (txid, position) >"
                    + " ($1::bigint::text::xid8, $2::bigint)";

    private final Pool pool;
    private final Attestation attestation;
    private final JournalConfig config;
    private final Counter broken;

    @Inject
    Verification(Pool pool, Attestation attestation, JournalConfig config, MeterRegistry meters) {
        this.pool = pool;
        this.attestation = attestation;
        this.config = config;
        broken = Counter.builder("bananacards.journal.broken")
                .description("verifications that found the journal changed")
                .register(meters);
    }

    /** Made at the start, so that the first verification that finds something is seen as an increase. */
    void start(@Observes StartupEvent started) {}

    /**
     * Walks along the chain, from its beginning or from a position that an earlier walk gave as its {@code next}.
     *
     * @throws Problem {@code validation_failed} when nothing was vouched for at that position
     */
    public Uni<Verified> verify(Optional<String> after) {
        return pool.withTransaction(connection -> connection
                        .query(ONE_PICTURE)
                        .execute()
                        .chain(() -> begin(connection, after))
                        .chain(walk -> verify(connection, walk)))
                .invoke(verified -> {
                    if (!verified.intact()) {
                        broken.increment();
                        LOG.errorf(
                                "the journal is broken at %s: %s",
                                verified.brokenAt(), verified.fault());
                    }
                });
    }

    private Uni<ChainWalk> begin(SqlConnection connection, Optional<String> after) {
        if (after.isPresent()) {
            Position from = Position.parse(after.get()).orElseThrow(Verification::noCheckpoint);
            return one(connection, CHECKPOINT, Tuple.of(from.txid(), from.line()))
                    .map(row -> beginAt(row.orElseThrow(Verification::noCheckpoint)));
        }
        return one(connection, FIRST, Tuple.tuple()).chain(first -> {
            long sequence = first.map(row -> row.getLong("sequence")).orElse(1L);
            return sequence == 1
                    ? Uni.createFrom().item(new ChainWalk(attestation, Position.START, Link.START))
                    : one(connection, BEFORE, place(first.orElseThrow()))
                            .map(row -> beginAfterRetention(row, sequence));
        });
    }

    private static Tuple place(Row row) {
        return Tuple.of(row.getLong("txid"), row.getLong("position"));
    }

    private static Problem noCheckpoint() {
        return Problem.invalid("?after", "format", "is no checkpoint of the journal");
    }

    private ChainWalk beginAt(Row row) {
        Checkpoint checkpoint = Checkpoint.of(row);
        ChainWalk walk = new ChainWalk(attestation, checkpoint.position(), checkpoint.link());
        if (!checkpoint.holds(attestation).orElse(true)) {
            walk.breaks(checkpoint.position(), "this checkpoint was forged");
        }
        return walk;
    }

    /** What retention removed ends at a checkpoint; that one is kept. */
    private ChainWalk beginAfterRetention(Optional<Row> before, long sequence) {
        if (before.filter(row -> row.getLong("sequence") == sequence - 1).isPresent()) {
            return beginAt(before.get());
        }
        ChainWalk walk = new ChainWalk(attestation, Position.START, Link.START);
        walk.breaks(Position.START, "lines before line " + sequence + " are gone");
        return walk;
    }

    private Uni<Verified> verify(SqlConnection connection, ChainWalk walk) {
        return one(connection, Sealer.LAST, Tuple.tuple()).chain(row -> {
            Checkpoint newest = row.map(Checkpoint::of).orElse(null);
            Position end = newest == null ? Position.START : newest.position();
            return walk(connection, walk, end).chain(done -> {
                if (done && newest != null) {
                    walk.endsAt(newest);
                }
                return unsealed(connection, end).map(unsealed -> Verified.of(walk, unsealed, done));
            });
        });
    }

    /** @return true at the end of what is sealed, false when so many lines are enough for one walk */
    private Uni<Boolean> walk(SqlConnection connection, ChainWalk walk, Position end) {
        return Multi.createBy()
                .repeating()
                .uni(() -> page(connection, walk, end))
                .whilst(rows -> rows >= config.batch()
                        && !walk.isBroken()
                        && walk.lines() < config.verifyLines())
                .collect()
                .last()
                .map(rows -> walk.isBroken() || rows < config.batch());
    }

    private Uni<Integer> page(SqlConnection connection, ChainWalk walk, Position end) {
        Position from = walk.position();
        return connection
                .preparedQuery(STEPS)
                .execute(Tuple.of(from.txid(), from.line(), end.txid(), end.line(), config.batch()))
                .map(rows -> {
                    rows.forEach(row -> walk.take(step(row)));
                    return rows.size();
                });
    }

    private static ChainWalk.Step step(Row row) {
        Position at = new Position(row.getLong("txid"), row.getLong("position"));
        Link link = row.getLong("sequence") == null
                ? null
                : new Link(row.getLong("sequence"), Checkpoint.bytes(row, "hash"));
        return new ChainWalk.Step(at, row.getString("line"), link, checkpoint(row, at));
    }

    private static @Nullable Checkpoint checkpoint(Row row, Position at) {
        Long sequence = row.getLong("k_sequence");
        return sequence == null
                ? null
                : Checkpoint.of(row, at, new Link(sequence, Checkpoint.bytes(row, "k_hash")));
    }

    private static Uni<Long> unsealed(SqlConnection connection, Position end) {
        return one(connection, UNSEALED, Tuple.of(end.txid(), end.line()))
                .map(row -> row.orElseThrow().getLong("lines"));
    }

    private static Uni<Optional<Row>> one(SqlConnection connection, String sql, Tuple parameters) {
        return connection.preparedQuery(sql).execute(parameters).map(Verification::first);
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return rows.rowCount() == 0
                ? Optional.empty()
                : Optional.of(rows.iterator().next());
    }

    /**
     * What a walk along the chain found.
     *
     * @param lines how many lines were walked along
     * @param sealedTo the position of the last of them that was vouched for; empty for none
     * @param unsealed lines that were committed after the newest checkpoint; they are sealed a moment later
     * @param brokenAt the position of the first line that is not as it was sealed; null when all are
     * @param fault what is wrong there
     * @param next give it back as {@code after} to go on; null at the end
     */
    public record Verified(
            boolean intact,
            long lines,
            @JsonProperty("sealed_to") String sealedTo,
            long unsealed,
            @JsonProperty("broken_at") @Nullable String brokenAt,
            @Nullable String fault,
            @Nullable String next) {

        static Verified of(ChainWalk walk, long unsealed, boolean done) {
            return new Verified(
                    !walk.isBroken(),
                    walk.lines(),
                    walk.vouched().text(),
                    unsealed,
                    walk.brokenAt(),
                    walk.fault(),
                    done ? null : walk.vouched().text());
        }
    }
}
