package com.bananacards.webhooks;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps batches that are not full apart, so that deliveries which come one by one share a transaction. The first one
 * after a rest never waits, nor does one that follows a full batch.
 */
final class BatchPace {

    private final long apart;
    private final LongSupplier nanos;
    private long earliest;

    /** The second gives nanoseconds that never go back, from any beginning. */
    BatchPace(Duration apart, LongSupplier nanos) {
        this.apart = apart.toNanos();
        this.nanos = nanos;
        earliest = nanos.getAsLong();
    }

    synchronized void begins() {
        earliest = nanos.getAsLong() + apart;
    }

    /** What is left to wait, in milliseconds, rounded up; 0 when the next batch may begin. */
    synchronized long millisLeft() {
        long left = earliest - nanos.getAsLong();
        return left <= 0 ? 0 : Math.ceilDiv(left, Duration.ofMillis(1).toNanos());
    }
}
