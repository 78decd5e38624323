package com.bananacards.bananatech;

import org.jspecify.annotations.Nullable;

/**
 * The calls of the last minute: how many, how many without an answer, how long they took. One slot for each second, so
 * its size is fixed whatever happens; times are kept in buckets, each at most a quarter wider than the one before.
 */
final class CallWindow {

    private static final int SECONDS = 60;
    private static final int STEPS = 4;
    private static final int BUCKETS = 40 * STEPS;
    private static final int PERCENT = 95;

    private final Slot[] slots = new Slot[SECONDS];

    CallWindow() {
        for (int i = 0; i < SECONDS; i++) {
            slots[i] = new Slot();
        }
    }

    /** What was counted in one second. */
    private static final class Slot {
        private long second = Long.MIN_VALUE;
        private int calls;
        private int errors;
        private final int[] took = new int[BUCKETS];

        private void begin(long newSecond) {
            second = newSecond;
            calls = 0;
            errors = 0;
            java.util.Arrays.fill(took, 0);
        }
    }

    /** @param p95Millis 95 of 100 calls took no longer; at most a quarter too large. Null without calls */
    record Sum(long calls, long errors, @Nullable Long p95Millis) {}

    synchronized void add(long second, boolean answered, long micros) {
        Slot slot = slots[Math.floorMod(second, SECONDS)];
        if (slot.second != second) {
            slot.begin(second);
        }
        slot.calls++;
        slot.errors += answered ? 0 : 1;
        slot.took[bucket(micros)]++;
    }

    /** What was counted in this second and the 59 before. */
    synchronized Sum sum(long second) {
        long calls = 0;
        long errors = 0;
        int[] took = new int[BUCKETS];
        for (Slot slot : slots) {
            if (slot.second > second - SECONDS && slot.second <= second) {
                calls += slot.calls;
                errors += slot.errors;
                for (int i = 0; i < BUCKETS; i++) {
                    took[i] += slot.took[i];
                }
            }
        }
        return new Sum(calls, errors, calls == 0 ? null : percentile(took, calls));
    }

    private static long percentile(int[] took, long calls) {
        long wanted = Math.ceilDiv(calls * PERCENT, 100L);
        int bucket = 0;
        for (long seen = took[0]; seen < wanted; seen += took[bucket]) {
            bucket++;
        }
        return Math.ceilDiv(upTo(bucket), 1000L);
    }

    /** Four buckets for each doubling, from four microseconds on. */
    private static int bucket(long micros) {
        long value = Math.max(STEPS, micros);
        int doublings = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - 2;
        int step = (int) (value >> doublings) - STEPS;
        return Math.min(BUCKETS - 1, doublings * STEPS + step);
    }

    private static long upTo(int bucket) {
        return (STEPS + bucket % STEPS + 1L) << (bucket / STEPS);
    }
}
