package com.bananacards.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** A bounded table in order of entry: the oldest row that may go makes room for a new one. */
final class Table<T extends Row> implements Part {

    private final Map<Long, T> rows = new LinkedHashMap<>();
    private final int limit;
    private final Predicate<T> mayGo;
    private final Function<JsonObject, T> reader;
    private boolean forgot;

    Table(int limit, Predicate<T> mayGo, Function<JsonObject, T> reader) {
        this.limit = limit;
        this.mayGo = mayGo;
        this.reader = reader;
    }

    T add(T row) {
        if (rows.size() >= limit) {
            makeRoom();
        }
        rows.put(row.id(), row);
        return row;
    }

    private void makeRoom() {
        for (Iterator<T> oldest = rows.values().iterator(); oldest.hasNext(); ) {
            if (mayGo.test(oldest.next())) {
                oldest.remove();
                forgot = true;
                return;
            }
        }
        throw new SandboxFull();
    }

    Optional<T> find(long id) {
        return Optional.ofNullable(rows.get(id));
    }

    void remove(long id) {
        rows.remove(id);
    }

    List<T> all() {
        return new ArrayList<>(rows.values());
    }

    int size() {
        return rows.size();
    }

    /** Whether a row ever had to make room: sums over the rows then no longer say everything. */
    boolean forgot() {
        return forgot;
    }

    @Override
    public JsonObject save() {
        JsonArray list = new JsonArray();
        rows.values().forEach(row -> list.add(row.toJson()));
        return new JsonObject().put("forgot", forgot).put("rows", list);
    }

    @Override
    public void load(JsonObject saved) {
        rows.clear();
        forgot = saved.getBoolean("forgot");
        for (Object row : saved.getJsonArray("rows")) {
            T read = reader.apply((JsonObject) row);
            rows.put(read.id(), read);
        }
    }

    @Override
    public void reset() {
        rows.clear();
        forgot = false;
    }
}
