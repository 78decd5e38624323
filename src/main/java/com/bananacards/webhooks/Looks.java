package com.bananacards.webhooks;

import java.time.Duration;
import java.time.Instant;

/**
 * From when on to look for what is due. What was taken is passed by, for the database would have to as well. Now and then
 * the look is at all: for what was committed late, failed, or was left by another replica.
 */
final class Looks {

    /** Before anything that is due. */
    static final Instant START = Instant.EPOCH;

    private final Duration every;
    private final Duration late;
    private Instant from = START;
    private Instant wholeAgain = START;

    /**
     * @param every time from one look at all to the next
     * @param late what was committed so long after it was due is still found by the other looks
     */
    Looks(Duration every, Duration late) {
        this.every = every;
        this.late = late;
    }

    /** A clock that went back begins anew. */
    synchronized Instant since(Instant now) {
        if (!now.isBefore(wholeAgain) || now.plus(every).isBefore(wholeAgain)) {
            wholeAgain = now.plus(every);
            from = START;
        }
        return from;
    }

    /** Everything up to then was taken, but for what came late. */
    synchronized void taken(Instant upTo) {
        Instant next = upTo.minus(late);
        from = next.isAfter(from) ? next : from;
    }

    /** Nobody knows what was taken. */
    synchronized void startAgain() {
        wholeAgain = START;
    }
}
