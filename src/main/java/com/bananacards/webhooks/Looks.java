package com.bananacards.webhooks;

import java.time.Duration;
import java.time.Instant;

/**
 * From when on to look for what is due. What was taken is passed by, for the database would have to as well; a look at all
 * is asked for now and then.
 */
final class Looks {

    /** Before anything that is due. */
    static final Instant START = Instant.EPOCH;

    private final Duration late;
    private Instant from = START;
    private boolean again;

    /** @param late what was committed so long after it was due is still found by the next look */
    Looks(Duration late) {
        this.late = late;
    }

    /** For the look that begins now. */
    synchronized Instant since() {
        again = false;
        return from;
    }

    /** By a look: everything up to then was taken, but for what came late. */
    synchronized void taken(Instant upTo) {
        Instant next = upTo.minus(late);
        if (!again && next.isAfter(from)) {
            from = next;
        }
    }

    /** The next look is at all, also when one is under way. */
    synchronized void startAgain() {
        again = true;
        from = START;
    }
}
