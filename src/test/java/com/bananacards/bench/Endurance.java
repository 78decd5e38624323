package com.bananacards.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Long runs of their own: does memory stay flat, is anything lost. */
final class Endurance {

    private static final int STEP = 25_000;
    private static final int PER_SECOND = 1000;
    private static final String SMALL = "256m";
    private static final int CARDS = 10_000;

    private final Options options;
    private final Report report;
    private final java.nio.file.Path folder;

    Endurance(Options options, Report report, java.nio.file.Path folder) {
        this.options = options;
        this.report = report;
        this.folder = folder;
    }

    /** As fast as it goes, so many of them, in a small heap. */
    void memory() {
        int all = options.has("webhooks") ? options.number("webhooks") : 500_000;
        try (Ground ground = new Ground(options, folder, List.of(), SMALL, CARDS)) {
            List<Double> resident = new ArrayList<>();
            for (int done = 0; done < all; done += STEP) {
                byte[][] bodies = ground.events().some(STEP);
                try (Load load = ground.load(options.number("connections"))) {
                    Phase phase = Phase.of(ground, () -> load.closed(bodies), ground::applied);
                    resident.add(ground.service().resident());
                    report.progress(
                            "%7d webhooks  %6.0f/s  %4.0f MiB  CPU per 1,000: service %.3f"
                                    + " database %.3f  %s",
                            done + STEP,
                            phase.perSecond(),
                            resident.getLast(),
                            phase.serviceCpuPerThousand(),
                            phase.databaseCpuPerThousand(),
                            phase.outcome().statuses);
                }
                warmedUp(ground, done);
            }
            report.target(
                    "RSS after " + all + " webhooks, -Xmx" + SMALL,
                    "stable",
                    "≤ 300 MB",
                    series(resident) + " MiB");
            finish(ground, "memory");
        }
    }

    /** A thousand a second on one CPU for so many minutes. */
    void oneCpu() {
        int minutes = options.has("minutes") ? options.number("minutes") : 10;
        List<String> oneCpu = List.of("taskset", "-c", "0");
        try (Ground ground = new Ground(options, folder, oneCpu, SMALL, CARDS);
                Load load = ground.load(options.number("connections"))) {
            List<Double> resident = new ArrayList<>();
            Times times = new Times();
            int count = 30 * PER_SECOND;
            for (int half = 0; half < 2 * minutes; half++) {
                Phase phase = Phase.of(
                        ground, () -> load.open(count, i -> next(ground, i), PER_SECOND), () -> {});
                resident.add(ground.service().resident());
                times.addAll(phase.outcome().times);
                report.progress(
                        "%5.1f min  %6.0f/s  %4.0f MiB  p99 %.1f ms  CPU of the service %.2f "
                                + " waiting %d  %s",
                        (half + 1) / 2.0,
                        phase.perSecond(),
                        resident.getLast(),
                        phase.outcome().times.millis(0.99),
                        phase.serviceCpu() / phase.seconds(),
                        ground.database().number(Ground.WAITING),
                        phase.outcome().statuses);
                warmedUp(ground, half);
            }
            report.figure(
                    PER_SECOND + "/s for " + minutes + " min on one CPU, -Xmx" + SMALL
                            + ": RSS; p50 / p99 ms",
                    series(resident) + " MiB; " + Bench.millis(times, 0.5) + " / "
                            + Bench.millis(times, 0.99));
            finish(ground, "endurance");
        }
    }

    private static byte[] next(Ground ground, int i) {
        return ground.events().about(1 + (i * 7919 & Integer.MAX_VALUE) % CARDS);
    }

    private static void warmedUp(Ground ground, int before) {
        if (before == 0) {
            ground.service().warmedUp();
        }
    }

    private void finish(Ground ground, String name) {
        report.note(name + ": " + new Checks(ground).exactlyOnceAndNewest());
        report.figure(
                name + ": event loop blocked for more than 50 ms after the first part",
                ground.service().blocked().size() + " times");
    }

    /** At the first quarter, the half, the third quarter and the end. */
    private static String series(List<Double> all) {
        List<String> some = new ArrayList<>();
        for (int quarter = 1; quarter <= 4; quarter++) {
            int place = Math.max(0, all.size() * quarter / 4 - 1);
            some.add(String.format(Locale.ROOT, "%.0f", all.get(place)));
        }
        return String.join(", ", some);
    }
}
