package com.bananacards.database;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Makes the partitions of tables by time before they are needed, and drops old ones. The functions of the migration
 * {@code V14} do it, each in a transaction of its own, on one replica at a time, and give up when they have to wait for a
 * table for longer than {@code database.partition-lock}: the next round tries again.
 */
@ApplicationScoped
public class Partitions {

    private static final String AHEAD =
            "SELECT partitions_ahead($1, $2 * interval '1 millisecond', now() + $3 * interval '1"
                    + " millisecond', $4) AS made";

    private final Pool pool;
    private final DatabaseConfig config;

    @Inject
    Partitions(Pool pool, DatabaseConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /**
     * Makes partitions of this width until there are some for so long ahead; at most {@code database.partitions-at-once}. Without them rows go to
     * the table's rest, and from there to their partition as soon as it is made. Gives back how many were made.
     */
    public Uni<Integer> ahead(String table, Duration width, Duration ahead) {
        Tuple parameters = Tuple.of(
                table,
                (double) width.toMillis(),
                (double) ahead.toMillis(),
                config.partitionsAtOnce());
        return one(AHEAD, parameters)
                .map(row -> row.map(made -> made.getInteger("made")).orElse(0));
    }

    /** Asks one of the functions that drop what is older than this; empty when it has nothing to drop. */
    public Uni<Optional<Row>> forget(String function, Instant before) {
        return one(
                "SELECT * FROM " + function + "($1) AS forgotten",
                Tuple.of(before.atOffset(ZoneOffset.UTC)));
    }

    private Uni<Optional<Row>> one(String sql, Tuple parameters) {
        String patience = "SET LOCAL lock_timeout = " + config.partitionLock().toMillis();
        return pool.withTransaction(connection -> connection
                .query(patience)
                .execute()
                .chain(() -> connection.preparedQuery(sql).execute(parameters))
                .map(rows -> rows.rowCount() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next())));
    }
}
