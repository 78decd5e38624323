package com.bananacards.bananatech;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A bit for each name that the issuer's documents know: a payload is held against twelve types, each time it comes. */
final class MemberBits {

    private final Map<String, Long> bits = new HashMap<>();
    private final long ofEvents;

    /** @throws IllegalArgumentException when there are more names than a {@code long} has bits */
    MemberBits(Set<String> events, Set<String> requests) {
        events.forEach(this::give);
        ofEvents = all();
        requests.forEach(this::give);
        if (bits.size() > Long.SIZE) {
            throw new IllegalArgumentException("more than " + Long.SIZE + " names of members");
        }
    }

    private void give(String name) {
        bits.putIfAbsent(name, 1L << bits.size());
    }

    /**
     * What a payload has.
     *
     * @param there the known members
     * @param valued those of them that are not null
     * @param unknown how many members no documented event has
     */
    record Found(long there, long valued, int unknown) {}

    Found in(JsonNode payload) {
        long there = 0;
        long valued = 0;
        int unknown = 0;
        for (Map.Entry<String, JsonNode> member : payload.properties()) {
            long bit = bits.getOrDefault(member.getKey(), 0L);
            there |= bit;
            valued |= member.getValue().isNull() ? 0 : bit;
            unknown += (bit & ofEvents) == 0 ? 1 : 0;
        }
        return new Found(there, valued, unknown);
    }

    /** The bits of these names. */
    long of(Set<String> names) {
        return names.stream().mapToLong(name -> bits.getOrDefault(name, 0L)).sum();
    }

    long all() {
        return of(bits.keySet());
    }
}
