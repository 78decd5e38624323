package com.bananacards.webhooks;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A share of what is due: all deliveries about one card, or one user, are in the same lane.
 *
 * @param number from 0
 * @param of how many lanes there are
 */
record Lane(int number, int of) {

    /** All that is due. */
    static final List<Lane> WHOLE = List.of(new Lane(0, 1));

    static List<Lane> all(int lanes) {
        return IntStream.range(0, lanes).mapToObj(lane -> new Lane(lane, lanes)).toList();
    }
}
