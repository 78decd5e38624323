package com.bananacards.security;

import com.bananacards.database.DatabaseConfig;
import com.bananacards.database.Together;
import com.bananacards.http.DatabaseFailures;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Single rows for callers, as columns of a room's own SQL; those asked for at the same time by one query. Each row's
 * owner is asked for with it: another's row is not read for whoever asks beside its owner.
 */
public final class OwnedColumns {

    private final Pool pool;
    private final String sql;
    private final Together<Asked, Optional<@Nullable Object[]>> together;

    /**
     * Asks so.
     *
     * @param sql {@code $1} has the ids and {@code $2} whose each must be, null for anybody's; a row's first column says
     *     which of them it answers, the first being 1
     */
    OwnedColumns(Pool pool, DatabaseConfig config, String sql) {
        this.pool = pool;
        this.sql = sql;
        together = new Together<>(
                Together.Limits.of(config),
                this::rows,
                DatabaseFailures::isDatabaseAway,
                OwnedColumns::tooMany);
    }

    private static Problem tooMany() {
        return Problem.of(ProblemType.UNAVAILABLE, "Too many reads are waiting for the database.");
    }

    private record Asked(UUID id, @Nullable UUID owner) {}

    /** What follows the first column. @throws Problem {@code not_found}, also for another's */
    public Uni<@Nullable Object[]> one(Caller caller, UUID id) {
        return together.ask(new Asked(id, caller.own().orElse(null)))
                .map(row -> row.orElseThrow(() -> Owned.missing(caller)));
    }

    private Uni<List<Optional<@Nullable Object[]>>> rows(List<Asked> asked) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(
                        asked.stream().map(Asked::id).toArray(UUID[]::new),
                        asked.stream().map(Asked::owner).toArray(UUID[]::new)))
                .map(rows -> inTheirOrder(rows, asked.size()));
    }

    private static List<Optional<@Nullable Object[]>> inTheirOrder(RowSet<Row> rows, int asked) {
        List<Optional<@Nullable Object[]>> answers = Arrays.asList(new Optional[asked]);
        answers.replaceAll(none -> Optional.empty());
        for (Row row : rows) {
            answers.set(Math.toIntExact(row.getLong(0)) - 1, Optional.of(columns(row)));
        }
        return answers;
    }

    private static @Nullable Object[] columns(Row row) {
        return IntStream.range(1, row.size()).mapToObj(row::getValue).toArray();
    }
}
