package com.bananacards.keys;

import com.bananacards.keys.KeyView.Known;
import com.bananacards.sensitive.KeyDependents;
import com.bananacards.sensitive.KeyKind;
import com.bananacards.sensitive.KeyUses;
import com.bananacards.sensitive.KeyUses.Key;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Brings together what all replicas counted of each key, and what depends on it. */
@ApplicationScoped
class KeyRegister {

    private static final String WRITE = """
        INSERT INTO key_use AS k (kind, id, uses, known_since, last_used_at)
        SELECT kind, id, uses, $1, used_at
        FROM unnest($2::text[], $3::text[], $4::bigint[], $5::timestamptz[]) AS n (kind, id, uses, used_at)
        ORDER BY kind, id
        ON CONFLICT (kind, id) DO UPDATE
        SET uses = k.uses + EXCLUDED.uses, last_used_at = greatest(k.last_used_at, EXCLUDED.last_used_at)
        WHERE EXCLUDED.uses > 0\
        """;

    private static final String READ =
            "SELECT kind, id, uses, known_since, last_used_at FROM key_use";

    private final KeyUses uses;
    private final Instance<KeyDependents> dependents;
    private final KeysConfig config;
    private final Pool pool;
    private final Clock clock;

    @Inject
    KeyRegister(
            KeyUses uses,
            @Any Instance<KeyDependents> dependents,
            KeysConfig config,
            Pool pool,
            Clock clock) {
        this.uses = uses;
        this.dependents = dependents;
        this.config = config;
        this.pool = pool;
        this.clock = clock;
    }

    /** Writes down what was counted here since the last time; what can't be written is counted on. */
    Uni<Void> record() {
        List<KeyUses.Taken> taken = uses.take();
        return pool.preparedQuery(WRITE)
                .execute(columns(taken))
                .map(SqlResult::rowCount)
                .onFailure()
                .invoke(() -> uses.putBack(taken))
                .replaceWithVoid();
    }

    /** Keys that were not used are written down too: from then on they are known to be quiet. */
    private Tuple columns(List<KeyUses.Taken> taken) {
        Map<Key, KeyUses.Taken> used = new HashMap<>();
        taken.forEach(one -> used.put(one.key(), one));
        List<Key> keys = Stream.concat(configured().stream(), used.keySet().stream())
                .distinct()
                .toList();
        return Tuple.of(
                clock.instant().atOffset(ZoneOffset.UTC),
                keys.stream().map(key -> key.kind().name()).toArray(String[]::new),
                keys.stream().map(Key::id).toArray(String[]::new),
                keys.stream()
                        .map(key -> used.containsKey(key) ? used.get(key).uses() : 0L)
                        .toArray(Long[]::new),
                keys.stream()
                        .map(key -> used.containsKey(key)
                                ? used.get(key).lastUsedAt().atOffset(ZoneOffset.UTC)
                                : null)
                        .toArray(OffsetDateTime[]::new));
    }

    private List<Key> configured() {
        List<Key> keys = new ArrayList<>();
        for (KeyKind kind : KeyKind.values()) {
            uses.configured(kind).stream().distinct().forEach(id -> keys.add(new Key(kind, id)));
        }
        return keys;
    }

    /** Every key that is configured here, and every one that is not and that rows depend on. */
    Uni<List<KeyView>> keys() {
        return pool.query(READ)
                .execute()
                .map(KeyRegister::known)
                .chain(known -> depending().map(rows -> views(known, rows)));
    }

    private static Map<Key, Known> known(Iterable<Row> rows) {
        Map<Key, Known> known = new HashMap<>();
        for (Row row : rows) {
            OffsetDateTime used = row.getOffsetDateTime("last_used_at");
            known.put(
                    new Key(KeyKind.valueOf(row.getString("kind")), row.getString("id")),
                    new Known(
                            row.getLong("uses"),
                            row.getOffsetDateTime("known_since").toInstant(),
                            used == null ? null : used.toInstant()));
        }
        return known;
    }

    private Uni<Map<Key, Long>> depending() {
        Uni<Map<Key, Long>> all = Uni.createFrom().item(() -> new HashMap<>());
        for (KeyDependents room : dependents) {
            all = all.chain(sum -> room.count().map(counted -> {
                counted.forEach((id, rows) -> sum.merge(new Key(room.kind(), id), rows, Long::sum));
                return sum;
            }));
        }
        return all;
    }

    private List<KeyView> views(Map<Key, Known> known, Map<Key, Long> dependents) {
        List<KeyView> views = new ArrayList<>();
        for (KeyKind kind : KeyKind.values()) {
            List<String> here = uses.configured(kind).stream().distinct().toList();
            Set<String> ids = new LinkedHashSet<>(here);
            dependents.keySet().stream()
                    .filter(key -> key.kind() == kind)
                    .map(Key::id)
                    .sorted()
                    .forEach(ids::add);
            long doubtful = dependents.getOrDefault(new Key(kind, KeyDependents.UNKNOWN), 0L);
            ids.forEach(id -> views.add(
                    view(new Key(kind, id), here.indexOf(id), known, dependents, doubtful)));
        }
        return views;
    }

    /** Rows that do not say which key made them may depend on any. */
    private KeyView view(
            Key key, int place, Map<Key, Known> known, Map<Key, Long> dependents, long doubtful) {
        long rows = dependents.getOrDefault(key, 0L);
        return KeyView.of(
                key,
                place,
                known.getOrDefault(key, Known.NOTHING),
                key.id().equals(KeyDependents.UNKNOWN) ? rows : rows + doubtful,
                clock.instant().minus(config.quiet()));
    }
}
