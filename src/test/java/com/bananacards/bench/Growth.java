package com.bananacards.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The same load on a young database and on a grown one: what each webhook costs, and what it writes into the log. Before
 * each load a checkpoint, so that in both every page that is touched is logged whole once.
 */
final class Growth {

    private static final String WAL = "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn";

    private final Options options;
    private final Report report;
    private final Path folder;

    Growth(Options options, Report report, Path folder) {
        this.options = options;
        this.report = report;
        this.folder = folder;
    }

    void compare() {
        int rows = options.number("grown-rows");
        int cards = options.number("grown-cards");
        try (Ground young = ground("young", options.number("cards"));
                Ground grown = ground("grown", cards)) {
            Past.fill(grown.database(), report, rows, cards, 3);
            Webhooks first = new Webhooks(young, report);
            Webhooks second = new Webhooks(grown, report);
            first.warm();
            second.warm();
            Seen before = new Seen();
            Seen after = new Seen();
            for (int round = 0; round < options.number("rounds"); round++) {
                Webhooks.inTurn(
                        round, () -> before.add(young, first), () -> after.add(grown, second));
                report.progress(
                        "round %d: CPU %.3f, %.3f; WAL %.0f, %.0f",
                        round,
                        before.cpu.last(),
                        after.cpu.last(),
                        before.wal.last(),
                        after.wal.last());
            }
            report.note("young: " + options.number("cards") + " cards and nothing; grown: " + cards
                    + " cards, " + rows + " deliveries with effects, a third of them with a line");
            tell(before, after);
            report.note("young: " + new Checks(young).exactlyOnceAndNewest());
        }
    }

    private Ground ground(String name, int cards) {
        try {
            Path own = Files.createDirectories(folder.resolve(name));
            return new Ground(options, own, List.of(), options.text("heap"), cards);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static final class Seen {
        final Series cpu = new Series();
        final Series service = new Series();
        final Series database = new Series();
        final Series wal = new Series();

        void add(Ground ground, Webhooks webhooks) {
            ground.database().update("CHECKPOINT");
            double begun = ground.database().decimal(WAL);
            Phase phase = webhooks.applied();
            wal.add((ground.database().decimal(WAL) - begun) / phase.count());
            cpu.add(phase.cpuPerThousand());
            service.add(phase.serviceCpuPerThousand());
            database.add(phase.databaseCpuPerThousand());
        }
    }

    private void tell(Seen before, Seen after) {
        report.target(
                "growth: CPU per 1,000, service and database",
                "1.3",
                "1.1",
                after.cpu.over(before.cpu).text("%.2f"));
        Series wal = after.wal.over(before.wal);
        report.target("growth: WAL per webhook", "3", "1.3", wal.text("%.2f"));
        row("CPU s per 1,000, service", before.service, after.service, "%.3f");
        row("CPU s per 1,000, database", before.database, after.database, "%.3f");
        row("WAL bytes per webhook", before.wal, after.wal, "%.0f");
    }

    private void row(String name, Series one, Series other, String format) {
        report.figure(
                "growth: " + name + ": young, grown, ratio",
                one.text(format) + "; " + other.text(format) + "; "
                        + other.over(one).text("%.2f"));
    }
}
