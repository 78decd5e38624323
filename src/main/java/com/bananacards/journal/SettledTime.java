package com.bananacards.journal;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Since when lines can have been written that a follower has not seen: partitions that end before need not be looked into.
 * Moves on only when at some time no line was held back by an older transaction, and a look that began after that time
 * has seen all there is. Not for two threads at once.
 */
final class SettledTime {

    /** More than the database's clock and ours differ, and than a transaction of ours may take to commit a line. */
    private static final Duration MARGIN = Duration.ofDays(1);

    private final Clock clock;
    private Instant since = Instant.EPOCH;
    private @Nullable Instant clear;
    private @Nullable Instant clearBeforeLook;

    SettledTime(Clock clock) {
        this.clock = clock;
    }

    /** Nothing after the follower's position was written before it. */
    Instant since() {
        return since;
    }

    /** When that was asked, nothing was held back. */
    void isClear(Instant asked) {
        clear = asked;
    }

    /** A look begins; gives back when. */
    Instant looks() {
        if (clearBeforeLook == null) {
            clearBeforeLook = clear;
        }
        return clock.instant();
    }

    /** The look, and those that it was a part of, came to the end. */
    void hasSeenAll() {
        Instant settled = clearBeforeLook;
        if (settled != null && settled.minus(MARGIN).isAfter(since)) {
            since = settled.minus(MARGIN);
        }
        clearBeforeLook = null;
    }
}
