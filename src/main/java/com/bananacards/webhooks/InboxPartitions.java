package com.bananacards.webhooks;

import com.bananacards.database.Partitions;
import com.bananacards.time.Ticks;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Keeps the inbox and its effects in partitions: makes those of the next weeks, drops those that were kept long enough.
 * What is in none of them (before the first, or of a clock that is far ahead) goes row by row.
 */
@ApplicationScoped
class InboxPartitions {

    private static final Logger LOG = Logger.getLogger(InboxPartitions.class);

    /** Of {@code delivery_past} and {@code delivery_rest}: they are never dropped. */
    static final String ROWS = """
        WITH gone AS (
          DELETE FROM %1$s WHERE id IN (
            SELECT id FROM %1$s d WHERE id < time_id($1) AND NOT EXISTS (
              SELECT FROM delivery_by_status s WHERE s.id = d.id AND s.status IN ('STORED', 'PARKED'))
            ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING id, fingerprint),
        unlisted AS (
          DELETE FROM delivery_by_status s USING gone WHERE s.id = gone.id),
        ends AS (
          DELETE FROM delivery_end e USING gone WHERE e.fingerprint = gone.fingerprint AND e.id = gone.id)
        SELECT id FROM gone\
        """;

    /** Of the same two tables of the effects; keys without a time stay. */
    private static final String KEYS = """
        DELETE FROM effect WHERE key IN (
            SELECT key FROM effect, effect_memory
            WHERE key >= time_key(to_timestamp(0.001)) AND key < time_key(since)
            ORDER BY key LIMIT $1 FOR UPDATE OF effect SKIP LOCKED)\
        """;

    private final Partitions partitions;
    private final InboxConfig config;
    private final Pool pool;
    private final Vertx vertx;
    private final Clock clock;
    private @Nullable Ticks ticks;

    @Inject
    InboxPartitions(
            Partitions partitions, InboxConfig config, Pool pool, Vertx vertx, Clock clock) {
        this.partitions = partitions;
        this.config = config;
        this.pool = pool;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        check(config);
        ticks = Ticks.every(
                vertx, "partitions of the inbox", config.partitionsEvery(), this::round);
        ticks.now();
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (ticks != null) {
            ticks.stop();
        }
    }

    /** An effect must be remembered as long as there is a delivery here that could be tried again. */
    static void check(InboxConfig config) {
        require(
                config.retention().compareTo(config.payloadRetention()) >= 0,
                "inbox.retention is shorter than inbox.payload-retention");
        Duration longest = config.retention().plus(config.partition());
        require(
                config.effectRetention().compareTo(longest) >= 0,
                "inbox.effect-retention is shorter than inbox.retention and inbox.partition"
                        + " together: what is replayed could not be told from what was had");
        require(
                few(config.retention(), config.partition(), config.partitionsKept())
                        && few(
                                config.effectRetention(),
                                config.effectPartition(),
                                config.partitionsKept()),
                "inbox.partition or inbox.effect-partition is too small: its retention would come"
                        + " to more than inbox.partitions-kept partitions");
    }

    private static boolean few(Duration kept, Duration partition, int most) {
        return partition.isPositive() && kept.dividedBy(partition) <= most;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private Uni<Void> round() {
        Instant old = clock.instant().minus(config.retention());
        return ahead("delivery", config.partition())
                .chain(() -> ahead("delivery_end", config.partition()))
                .chain(() -> ahead("effect", config.effectPartition()))
                .chain(() -> forget("delivery_forget", old))
                .chain(() ->
                        forget("effect_forget", clock.instant().minus(config.effectRetention())))
                .chain(() -> rows("delivery_past", old, 1))
                .chain(() -> rows("delivery_rest", old, 1))
                .chain(() -> keys(1));
    }

    private Uni<Integer> ahead(String table, Duration width) {
        return partitions.ahead(table, width, width.multipliedBy(config.partitionsAhead()));
    }

    /** One after the other, as long as there is one. */
    private Uni<Void> forget(String function, Instant before) {
        return partitions.forget(function, before).chain(found -> {
            String name = found.map(row -> row.getString("forgotten")).orElse(null);
            if (name == null) {
                return Uni.createFrom().voidItem();
            }
            LOG.infof("%s was kept long enough and is forgotten", name);
            return forget(function, before);
        });
    }

    private Uni<Void> rows(String table, Instant before, int batch) {
        return pool.preparedQuery(ROWS.formatted(table))
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), config.forgetBatch()))
                .map(SqlResult::rowCount)
                .chain(done -> isOver(done, batch)
                        ? Uni.createFrom().voidItem()
                        : rows(table, before, batch + 1));
    }

    private Uni<Void> keys(int batch) {
        return pool.preparedQuery(KEYS)
                .execute(Tuple.of(config.forgetBatch()))
                .map(SqlResult::rowCount)
                .chain(done -> isOver(done, batch) ? Uni.createFrom().voidItem() : keys(batch + 1));
    }

    private boolean isOver(int done, int batch) {
        return done < config.forgetBatch() || batch * config.forgetBatch() >= config.forget();
    }
}
