package com.bananacards.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.TreeMap;

/** The calls that came in: counted for ever, listed as far as the limit allows. */
final class CallLog implements Part {

    private final Table<LogEntry> calls;
    private final Map<String, Long> counts = new TreeMap<>();
    private long seq;

    CallLog(int limit) {
        calls = new Table<>(limit, call -> true, LogEntry::of);
    }

    /** The members of the new line; what is put into them later is shown, too. */
    JsonObject note(Endpoint endpoint, long at, JsonObject facts) {
        counts.merge(endpoint.name(), 1L, Long::sum);
        JsonObject line = facts.copy().put("endpoint", endpoint.name()).put("at", at);
        calls.add(LogEntry.at(++seq, line));
        return line;
    }

    JsonObject view(@Nullable String endpoint) {
        JsonArray list = new JsonArray();
        for (LogEntry call : calls.all()) {
            if (endpoint == null || endpoint.equals(call.members().getString("endpoint"))) {
                list.add(call.toJson());
            }
        }
        return new JsonObject().put("counts", counts()).put("last_seq", seq).put("calls", list);
    }

    private JsonObject counts() {
        JsonObject all = new JsonObject();
        for (Endpoint endpoint : Endpoint.values()) {
            all.put(endpoint.name(), counts.getOrDefault(endpoint.name(), 0L));
        }
        return all;
    }

    @Override
    public JsonObject save() {
        return new JsonObject()
                .put("calls", calls.save())
                .put("counts", counts())
                .put("seq", seq);
    }

    @Override
    public void load(JsonObject saved) {
        calls.load(saved.getJsonObject("calls"));
        counts.clear();
        for (Map.Entry<String, Object> count : saved.getJsonObject("counts")) {
            counts.put(count.getKey(), ((Number) count.getValue()).longValue());
        }
        seq = saved.getLong("seq");
    }

    /** The sequence goes on, so that a reader of it never goes back. */
    @Override
    public void reset() {
        calls.reset();
        counts.clear();
    }
}
