package com.bananacards.artifact;

import com.bananacards.artifact.Books.Intent;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How long settlement took. Counted are the operations that the issuer took: of what never reached it nobody tells, so
 * it waits for the time after which silence is an answer.
 */
final class SettleTimes {

    private final Books books;
    private final Duration soon;
    private final List<Duration> sorted;

    SettleTimes(Books books, Duration soon) {
        this.books = books;
        this.soon = soon;
        sorted = sorted(books.taken());
    }

    private static List<Duration> sorted(List<Intent> intents) {
        return intents.stream()
                .filter(one -> one.until() != null)
                .map(Intent::took)
                .sorted()
                .toList();
    }

    /** Of a hundred that the issuer took, so many were settled soon. */
    double soonPercent() {
        long settled = sorted.stream().filter(one -> one.compareTo(soon) <= 0).count();
        return 100.0 * settled / books.taken().size();
    }

    private double percentile(double share) {
        int place = (int) Math.ceil(share * sorted.size()) - 1;
        return seconds(sorted.get(Math.max(0, place)));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1_000.0;
    }

    /** The whole in a few lines. */
    String told(String title) {
        Map<String, Long> statuses = books.intents().stream()
                .collect(Collectors.groupingBy(Intent::status, Collectors.counting()));
        List<Duration> all = sorted(books.intents());
        return """
            %s
            operations %d %s, taken by the issuer %d
            settled after p50 %.2f s, p99 %.2f s, max %.2f s; within %s: %.2f %%
            never taken by the issuer included: max %.2f s\
            """.formatted(
                        title,
                        books.intents().size(),
                        statuses,
                        books.taken().size(),
                        percentile(0.5),
                        percentile(0.99),
                        percentile(1),
                        soon,
                        soonPercent(),
                        all.isEmpty() ? 0 : seconds(all.getLast()));
    }
}
