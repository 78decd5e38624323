package com.bananacards.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One figure of every round. */
final class Series {

    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    double last() {
        return values.getLast();
    }

    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        return sorted.size() % 2 == 1
                ? sorted.get(half)
                : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** The ratios of two series, round by round. */
    Series over(Series other) {
        Series ratios = new Series();
        for (int i = 0; i < Math.min(values.size(), other.values.size()); i++) {
            ratios.add(values.get(i) / other.values.get(i));
        }
        return ratios;
    }

    /** Round by round, the larger of the two. */
    Series best(Series other) {
        Series best = new Series();
        for (int i = 0; i < Math.min(values.size(), other.values.size()); i++) {
            best.add(Math.max(values.get(i), other.values.get(i)));
        }
        return best;
    }

    /** Median, and the range in brackets. */
    String text(String format) {
        if (values.isEmpty()) {
            return "–";
        }
        double least = values.stream().mapToDouble(one -> one).min().orElseThrow();
        double most = values.stream().mapToDouble(one -> one).max().orElseThrow();
        String one = String.format(Locale.ROOT, format, median());
        return values.size() == 1
                ? one
                : String.format(
                        Locale.ROOT, "%s (" + format + "–" + format + ")", one, least, most);
    }
}
