package com.bananacards.operations;

import com.bananacards.sensitive.KeyDependents;
import com.bananacards.sensitive.KeyKind;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.util.HashMap;
import java.util.Map;

/** Open operations with a card number's trace, and the digests of bodies that idempotency keys hold. */
@ApplicationScoped
class OperationKeyDependents implements KeyDependents {

    private static final String COUNT = """
        SELECT coalesce(key, $1) AS key, sum(n)::bigint AS n FROM (
            SELECT pan_key AS key, count(*) AS n FROM operation
            WHERE pan_fingerprint IS NOT NULL AND settled_at IS NULL GROUP BY 1
            UNION ALL SELECT digest_key, count(*) FROM idempotency_key GROUP BY 1
        ) AS rows GROUP BY 1\
        """;

    private final Pool pool;

    @Inject
    OperationKeyDependents(Pool pool) {
        this.pool = pool;
    }

    @Override
    public KeyKind kind() {
        return KeyKind.FINGERPRINT;
    }

    @Override
    public Uni<Map<String, Long>> count() {
        return pool.preparedQuery(COUNT).execute(Tuple.of(UNKNOWN)).map(rows -> {
            Map<String, Long> counted = new HashMap<>();
            for (Row row : rows) {
                counted.put(row.getString("key"), row.getLong("n"));
            }
            return counted;
        });
    }
}
