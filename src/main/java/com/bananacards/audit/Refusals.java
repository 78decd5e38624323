package com.bananacards.audit;

import com.bananacards.journal.Line;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts refusals that are alike until they are written: bounded, however many there are. */
final class Refusals {

    private final int kept;
    private final Map<Refusal, Count> counts = new HashMap<>();
    private long beyond;

    private static final class Count {
        private final Instant first;
        private final String firstRequest;
        private Instant last;
        private long times;

        private Count(Instant first, String firstRequest) {
            this.first = first;
            this.firstRequest = firstRequest;
            this.last = first;
        }
    }

    Refusals(int kept) {
        this.kept = kept;
    }

    synchronized void note(Refusal refusal, Instant now, String requestId) {
        if (counts.size() >= kept && !counts.containsKey(refusal)) {
            beyond++;
            return;
        }
        Count count = counts.computeIfAbsent(refusal, first -> new Count(now, requestId));
        count.times++;
        count.last = now;
    }

    /** The most frequent ones, one line each, and one line for all the others; begins anew. */
    synchronized List<Line> lines(int most, Instant now) {
        List<Map.Entry<Refusal, Count>> frequent = counts.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().times))
                .toList();
        List<Line> lines = new ArrayList<>();
        long others = beyond;
        for (int i = 0; i < frequent.size(); i++) {
            Map.Entry<Refusal, Count> one = frequent.get(i);
            if (i < most) {
                lines.add(line(one.getKey(), one.getValue()));
            } else {
                others += one.getValue().times;
            }
        }
        if (others > 0) {
            lines.add(Line.of(now, "AccessRefused", "Others were refused too")
                    .with("times", others)
                    .silent());
        }
        counts.clear();
        beyond = 0;
        return lines;
    }

    private static Line line(Refusal refusal, Count count) {
        return Line.of(count.last, "AccessRefused", "Somebody was refused: " + refusal.asked())
                .actor(refusal.subject())
                .request(count.firstRequest)
                .with("status", refusal.status())
                .with("address", refusal.address())
                .with("asked", refusal.asked())
                .with("times", count.times)
                .with("first", count.first)
                .silent();
    }
}
