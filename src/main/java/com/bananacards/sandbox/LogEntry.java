package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

/** A line of a log: written once, only shown after; {@code seq} is its place. */
record LogEntry(long id, JsonObject members) implements Row {

    static LogEntry of(JsonObject saved) {
        return new LogEntry(saved.getLong("seq"), saved);
    }

    static LogEntry at(long seq, JsonObject members) {
        return new LogEntry(seq, members.put("seq", seq));
    }

    @Override
    public JsonObject toJson() {
        return members.copy();
    }
}
