package com.bananacards.bench;

import java.util.Arrays;

/** How long things took, in nanoseconds, as many as there were. */
final class Times {

    private long[] nanos = new long[1 << 12];
    private int size;

    void add(long took) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
        }
        nanos[size++] = took;
    }

    void addAll(Times others) {
        for (int i = 0; i < others.size; i++) {
            add(others.nanos[i]);
        }
    }

    int size() {
        return size;
    }

    /** Milliseconds within which this share of them was over. */
    double millis(double share) {
        if (size == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        int place = (int) Math.ceil(share * size) - 1;
        return sorted[Math.clamp(place, 0, size - 1)] / 1e6;
    }
}
