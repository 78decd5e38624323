package com.bananacards.operations;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

/** How many operations are open, counted up to a limit: never more rows are read than that, of each kind and status. */
@ApplicationScoped
public class OpenOperations {

    /** Ids are in the order of time, so the first ones have the oldest. */
    private static final String COUNT = """
        SELECT kind, status, counted, oldest
        FROM unnest($1::text[]) AS kind, unnest($2::text[]) AS status,
        LATERAL (SELECT count(*) AS counted, min(created_at) AS oldest
                 FROM (SELECT created_at FROM operation o
                       WHERE o.status = status.status AND o.kind = kind.kind
                         AND o.status IN ('REQUESTED', 'PENDING', 'UNKNOWN', 'IN_REVIEW')
                       ORDER BY o.status, o.kind, o.id LIMIT $3) few) all_of_it
        WHERE counted > 0 ORDER BY kind, status\
        """;

    private static final String HELD = """
        SELECT count(*) AS held
        FROM (SELECT 1 FROM operation WHERE held_until IS NOT NULL LIMIT $1) few\
        """;

    private final Pool pool;

    @Inject
    OpenOperations(Pool pool) {
        this.pool = pool;
    }

    /** @param count so many, or more when it is the limit */
    public record Count(OperationKind kind, OperationStatus status, long count, Instant oldestAt) {}

    /** Those kinds and statuses of which any is open. */
    public Uni<List<Count>> count(int most) {
        String[] kinds =
                Arrays.stream(OperationKind.values()).map(Enum::name).toArray(String[]::new);
        String[] open = OperationStatus.OPEN.stream().map(Enum::name).toArray(String[]::new);
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(kinds, open, most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(OpenOperations::count)
                        .toList());
    }

    private static Count count(Row row) {
        return new Count(
                OperationKind.valueOf(row.getString("kind")),
                OperationStatus.valueOf(row.getString("status")),
                row.getLong("counted"),
                row.getOffsetDateTime("oldest").toInstant());
    }

    /** How many wait for a second person before they are sent. */
    public Uni<Long> held(int most) {
        return pool.preparedQuery(HELD)
                .execute(Tuple.of(most))
                .map(rows -> rows.iterator().next().getLong("held"));
    }
}
