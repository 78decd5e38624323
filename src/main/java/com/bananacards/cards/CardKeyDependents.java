package com.bananacards.cards;

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

/** Cards whose number is known by its trace: without the key that made it the number becomes unknown. */
@ApplicationScoped
class CardKeyDependents implements KeyDependents {

    private static final String COUNT = """
        SELECT coalesce(pan_key, $1) AS key, count(*) AS n FROM card
        WHERE pan_fingerprint IS NOT NULL GROUP BY 1\
        """;

    private final Pool pool;

    @Inject
    CardKeyDependents(Pool pool) {
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
