package com.bananacards.reconciliation;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A place within a step of a rebuild: all before it is done and committed.
 *
 * @param since the beginning of the window of records that is being read
 * @param skipped rows of the list that were read
 * @param after the last cardholder or card that was done
 * @param isEnd true when the step is done
 * @param leftOut what was found on the way here that can't be restored
 */
record RebuildPlace(
        @Nullable Instant since,
        int skipped,
        @Nullable UUID after,
        boolean isEnd,
        List<String> leftOut) {

    static final RebuildPlace START = new RebuildPlace(null, 0, null, false, List.of());

    /** So many rows further on. */
    RebuildPlace skipping(int rows) {
        return new RebuildPlace(since, skipped + rows, after, false, List.of());
    }

    /** The next window, from its beginning. */
    RebuildPlace from(Instant time) {
        return new RebuildPlace(time, 0, after, false, List.of());
    }

    /** The next after this one, from its beginning. */
    RebuildPlace past(UUID id) {
        return new RebuildPlace(since, 0, id, false, List.of());
    }

    RebuildPlace end() {
        return new RebuildPlace(since, skipped, after, true, leftOut);
    }

    RebuildPlace leaving(List<String> out) {
        return new RebuildPlace(since, skipped, after, isEnd, List.copyOf(out));
    }
}
