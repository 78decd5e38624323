package com.bananacards.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/** Time, and what happens in it: one step after the other, by time, then by who came first. */
final class Scheduler {

    /** When every run begins. */
    static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private final PriorityQueue<Step> steps = new PriorityQueue<>();
    private long now;
    private long sequence;

    private record Step(long at, long sequence, Runnable work) implements Comparable<Step> {
        @Override
        public int compareTo(Step other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    Instant now() {
        return START.plusMillis(now);
    }

    /** Milliseconds since the beginning. */
    long elapsed() {
        return now;
    }

    void in(Duration delay, Runnable work) {
        in(delay.toMillis(), work);
    }

    void in(long millis, Runnable work) {
        steps.add(new Step(now + Math.max(0, millis), sequence++, work));
    }

    void at(Instant time, Runnable work) {
        in(Duration.between(now(), time).toMillis(), work);
    }

    /** Makes the next step. @return false when there is none before this time */
    boolean step(long until) {
        Step next = steps.peek();
        if (next == null || next.at() > until) {
            return false;
        }
        steps.poll();
        now = next.at();
        next.work().run();
        return true;
    }
}
