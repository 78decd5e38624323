package com.bananacards.webhooks;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A share of what is due: all deliveries that name the same card are in the same lane; those that name a user alone, by the
 * user.
 *
 * @param number from 0
 * @param of how many lanes there are
 */
record Lane(int number, int of) {

    /** All that is due. */
    static final Lane WHOLE = new Lane(0, 1);

    boolean isWhole() {
        return of == 1;
    }

    static List<Lane> all(int lanes) {
        return IntStream.range(0, Math.max(1, lanes))
                .mapToObj(lane -> new Lane(lane, Math.max(1, lanes)))
                .toList();
    }
}
