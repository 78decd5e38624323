package com.bananacards.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The one command behind {@code bench/run}: starts all, measures what is asked for, prints and may write it. */
public final class Bench {

    private static final Path DOCUMENT = Path.of("docs", "performance.md");

    private final Options options;
    private final Report report = new Report();
    private final Path folder;

    private Bench(Options options) {
        this.options = options;
        folder = Path.of("target", "bench", UUID.randomUUID().toString()).toAbsolutePath();
    }

    public static void main(String[] arguments) throws IOException {
        int status = 1;
        try {
            new Bench(Options.parse(arguments)).run();
            status = 0;
        } catch (RuntimeException failed) {
            failed.printStackTrace();
        }
        // The embedded database leaves threads of its own.
        System.exit(status);
    }

    private void run() throws IOException {
        Files.createDirectories(folder);
        double before = load();
        long begun = System.nanoTime();
        List<String> alone = List.of("memory", "endurance", "versus", "growth");
        List<String> common =
                options.modes().stream().filter(mode -> !alone.contains(mode)).toList();
        if (!common.isEmpty()) {
            onCommonGround(common);
        }
        for (String mode : options.modes()) {
            report.progress("-- %s", mode);
            switch (mode) {
                case "memory" -> new Endurance(options, report, folder(mode)).memory();
                case "endurance" -> new Endurance(options, report, folder(mode)).oneCpu();
                case "growth" -> new Growth(options, report, folder(mode)).compare();
                case "versus" -> new Versus(options, report, folder(mode)).compare();
                default -> {}
            }
        }
        tell(before, begun);
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private void onCommonGround(List<String> modes) throws IOException {
        try (Ground ground = new Ground(options, folder("common"))) {
            modes(ground, modes);
            report.note(new Checks(ground).exactlyOnceAndNewest());
            List<Long> blocked = ground.service().blocked();
            report.figure(
                    "event loop of the warm service blocked for more than 50 ms",
                    blocked.size() + " times"
                            + (blocked.isEmpty()
                                    ? ""
                                    : ", at most "
                                            + blocked.stream()
                                                    .max(Long::compare)
                                                    .orElseThrow()
                                            + " ms"));
            report.figure(
                    "memory of the service at the end, MiB",
                    String.format(Locale.ROOT, "%.0f", ground.service().resident()));
        }
    }

    private void tell(double before, long begun) throws IOException {
        report.note(String.format(
                Locale.ROOT,
                "%s, -Xmx%s; %d processors; load average before %.1f; %d rounds; took %d s",
                options.isNative() ? "native executable" : "JVM " + Runtime.version(),
                options.text("heap"),
                Runtime.getRuntime().availableProcessors(),
                before,
                options.number("rounds"),
                (System.nanoTime() - begun) / 1_000_000_000L));
        report.note("PostgreSQL: " + Database.SETTINGS);
        System.out.println("\n" + report.text());
        if (options.has("write")) {
            Document.write(DOCUMENT, report.text());
        }
    }

    private void modes(Ground ground, List<String> modes) {
        Webhooks webhooks = new Webhooks(ground, report);
        ground.database().hasRunForHours();
        webhooks.warm();
        ground.service().warmedUp();
        StatementCosts costs = new StatementCosts(ground.database());
        for (String mode : modes) {
            report.progress("-- %s", mode);
            if (options.has("statements")) {
                costs.begin();
                run(mode, ground, webhooks);
                costs.tell(report);
            } else {
                run(mode, ground, webhooks);
            }
            report.progress(
                    "   blocked event loops so far, ms: %s", ground.service().blocked());
        }
    }

    private void run(String mode, Ground ground, Webhooks webhooks) {
        switch (mode) {
            case "webhooks" -> webhooks.throughput();
            case "hot" -> webhooks.hot();
            case "resends" -> webhooks.resends();
            case "lone" -> new Latency(ground, report).lone();
            case "quarter" -> new Latency(ground, report).quarter(webhooks.quarter());
            case "reads" -> new Merchant(ground, report).reads();
            case "commands" -> new Merchant(ground, report).commands();
            case "streams" -> new Streams(ground, report).fanOut();
            default -> throw new IllegalArgumentException("no mode " + mode);
        }
    }

    /** How many processes were running or waiting for a processor, the last minute's mean. */
    private static double load() throws IOException {
        return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    }

    static String millis(Times times, double share) {
        return String.format(Locale.ROOT, "%.1f", times.millis(share));
    }
}
