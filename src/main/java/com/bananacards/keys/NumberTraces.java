package com.bananacards.keys;

import com.bananacards.sensitive.KeyDependents;
import com.bananacards.sensitive.KeyKind;
import com.bananacards.sensitive.KeyUses;
import com.bananacards.sensitive.TracedRows;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What fingerprint keys have made, in all rooms. */
@ApplicationScoped
class NumberTraces implements KeyDependents {

    private static final Logger LOG = Logger.getLogger(NumberTraces.class);

    private final Instance<TracedRows> rooms;
    private final KeyUses uses;
    private final Pool pool;
    private final KeysConfig config;

    @Inject
    NumberTraces(@Any Instance<TracedRows> rooms, KeyUses uses, Pool pool, KeysConfig config) {
        this.rooms = rooms;
        this.uses = uses;
        this.pool = pool;
        this.config = config;
    }

    @Override
    public KeyKind kind() {
        return KeyKind.FINGERPRINT;
    }

    @Override
    public Uni<Map<String, Long>> count() {
        return Multi.createFrom()
                .iterable(rooms)
                .onItem()
                .transformToUniAndConcatenate(room -> pool.query(room.count()).execute())
                .collect()
                .in(HashMap::new, (counted, rows) -> rows.forEach(row -> add(counted, row)));
    }

    private static void add(Map<String, Long> counted, Row row) {
        String key = row.getString("key");
        counted.merge(key == null ? UNKNOWN : key, row.getLong("n"), Long::sum);
    }

    /**
     * Rows that do not say which key made them are from a version that knew of one key only. While this service knows
     * of one only, it is that one: a trace that another key made would not be found here in any case. With more than
     * one it can't be told, and nothing is done.
     */
    Uni<Void> name() {
        List<String> keys =
                uses.configured(KeyKind.FINGERPRINT).stream().distinct().toList();
        return keys.size() != 1
                ? Uni.createFrom().voidItem()
                : Multi.createFrom()
                        .iterable(rooms)
                        .flatMap(room -> Multi.createFrom().iterable(room.name()))
                        .onItem()
                        .transformToUniAndConcatenate(sql -> name(sql, keys.getFirst(), 0))
                        .collect()
                        .last()
                        .replaceWithVoid();
    }

    private Uni<Integer> name(String sql, String key, int before) {
        return pool.preparedQuery(sql).execute(Tuple.of(key, config.batch())).chain(done -> {
            int named = before + done.rowCount();
            if (done.rowCount() == config.batch()) {
                return name(sql, key, named);
            }
            if (named > 0) {
                LOG.infof(
                        "%d rows were made by the fingerprint key %s, and say so now", named, key);
            }
            return Uni.createFrom().item(named);
        });
    }
}
