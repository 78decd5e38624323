package com.bananacards.sensitive;

import io.smallrye.mutiny.Uni;

import java.util.Map;

/** A room that keeps rows which a key has made: while there are any, the key must not go. */
public interface KeyDependents {

    /** For rows that do not say which key made them. */
    String UNKNOWN = "unknown";

    KeyKind kind();

    /** How many rows depend on each key, by its id; those of the first key may be left out. */
    Uni<Map<String, Long>> count();
}
