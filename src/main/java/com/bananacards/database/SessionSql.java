package com.bananacards.database;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.ReactiveConnection;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * SQL in the running session's transaction, past Hibernate: for sets of rows, where to make and watch an entity for
 * each costs more than PostgreSQL takes. What Hibernate has not written yet is not seen by it: flush before.
 *
 * <p>Parameters are {@code $1}, {@code $2}, arrays for sets, so that a text is the same for any number of rows and
 * PostgreSQL plans it once.
 */
public final class SessionSql {

    private SessionSql() {}

    /** The rows of this query, as the driver gives their columns. */
    public static Uni<List<@Nullable Object[]>> select(String sql, @Nullable Object... parameters) {
        return Panache.getSession()
                .chain(session -> Uni.createFrom()
                        .completionStage(() -> connection(session).select(sql, parameters)))
                .map(SessionSql::rows);
    }

    /** How many rows this statement changed. */
    public static Uni<Integer> update(String sql, @Nullable Object... parameters) {
        return Panache.getSession()
                .chain(session -> Uni.createFrom()
                        .completionStage(() -> connection(session).update(sql, parameters)));
    }

    private static ReactiveConnection connection(Mutiny.Session session) {
        return ((MutinySessionImpl) session).getReactiveConnection();
    }

    private static List<@Nullable Object[]> rows(ReactiveConnection.Result result) {
        List<@Nullable Object[]> rows = new ArrayList<>(result.size());
        result.forEachRemaining(rows::add);
        return rows;
    }
}
