package com.bananacards.webhooks;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** How full the inbox is, counted up to a limit: never more rows are read than that. */
@ApplicationScoped
public class InboxFigures {

    private static final String LOOK = """
        SELECT (SELECT count(*) FROM (SELECT 1 FROM delivery_by_status
                  WHERE next_attempt_at <= $1 AND status = 'STORED' LIMIT $2) few) AS pending,
               (SELECT received_at FROM delivery_by_status WHERE next_attempt_at <= $1 AND status = 'STORED'
                ORDER BY next_attempt_at, id LIMIT 1) AS oldest,
               (SELECT count(*) FROM (SELECT 1 FROM delivery_by_status
                  WHERE status = 'PARKED' LIMIT $2) few) AS parked,
               (SELECT count(*) FROM (SELECT 1 FROM delivery_by_status
                  WHERE status = 'PARKED' AND next_attempt_at IS NULL LIMIT $2) few) AS for_a_person\
        """;

    private final Pool pool;
    private final Clock clock;

    @Inject
    InboxFigures(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * The inbox now. Each number means so many, or more when it is the limit.
     *
     * @param pending stored, due and not yet applied
     * @param oldestPendingAt when the one that waits longest came
     * @param forAPerson those parked ones that nothing tries again by itself
     */
    public record Figures(
            long pending, @Nullable Instant oldestPendingAt, long parked, long forAPerson) {}

    public Uni<Figures> look(int most) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        return pool.preparedQuery(LOOK).execute(Tuple.of(now, most)).map(rows -> {
            Row row = rows.iterator().next();
            OffsetDateTime oldest = row.getOffsetDateTime("oldest");
            return new Figures(
                    row.getLong("pending"),
                    oldest == null ? null : oldest.toInstant(),
                    row.getLong("parked"),
                    row.getLong("for_a_person"));
        });
    }
}
