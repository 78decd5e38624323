package com.bananacards.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;

/**
 * From when on to look for what is due, in each lane. What was taken is passed by, for the database would have to as well; a
 * look at all is asked for now and then.
 */
final class Looks {

    /** Before anything that is due. */
    static final Instant START = Instant.EPOCH;

    private final Duration late;
    private final Instant[] from;
    private final boolean[] again;

    /** @param late what was committed so long after it was due is still found by the next look */
    Looks(Duration late, int lanes) {
        this.late = late;
        from = new Instant[Math.max(1, lanes)];
        again = new boolean[from.length];
        Arrays.fill(from, START);
    }

    /** For the look that begins now. At the whole: from where the lane begins that has taken least. */
    synchronized Instant since(Lane lane) {
        if (lane.isWhole()) {
            Arrays.fill(again, false);
            return Arrays.stream(from).min(Comparator.naturalOrder()).orElse(START);
        }
        again[lane.number()] = false;
        return from[lane.number()];
    }

    /** By a look at this lane: everything up to then was taken, but for what came late. */
    synchronized void taken(Lane lane, Instant upTo) {
        if (lane.isWhole()) {
            for (int number = 0; number < from.length; number++) {
                taken(number, upTo);
            }
        } else {
            taken(lane.number(), upTo);
        }
    }

    private void taken(int lane, Instant upTo) {
        Instant next = upTo.minus(late);
        if (!again[lane] && next.isAfter(from[lane])) {
            from[lane] = next;
        }
    }

    /** The next look at each lane is at all, also when one is under way. */
    synchronized void startAgain() {
        Arrays.fill(again, true);
        Arrays.fill(from, START);
    }
}
