package com.bananacards.bench;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;

/** How long one webhook takes: for a client that is alone, and where there is room. */
final class Latency {

    private static final int LONE = 1500;
    private static final int SECONDS_OF_QUARTER = 6;
    private static final int CONNECTIONS = 64;
    private static final int CLIENTS = 16;

    /** Milliseconds from arrival to the commit that applied it; both are this machine's clock. */
    private static final String LAG = """
        SELECT percentile_cont(0.99) WITHIN GROUP (ORDER BY lag)
        FROM (SELECT extract(epoch FROM pg_xact_commit_timestamp(e.xmin) - d.received_at) * 1000 AS lag
              FROM delivery d JOIN delivery_end e ON e.fingerprint = d.fingerprint AND e.id = d.id
              WHERE d.source = 'WEBHOOK' AND d.received_at >= ?) AS lags\
        """;

    private final Ground ground;
    private final Report report;

    Latency(Ground ground, Report report) {
        this.ground = ground;
        this.report = report;
    }

    void lone() {
        Series peer = new Series();
        Series ours = new Series();
        Times times = new Times();
        for (int round = 0; round < ground.options().number("rounds"); round++) {
            Runnable pgbench = () -> peer.add(ground.pgBench().lone(2).times().millis(0.5));
            Runnable us = () -> {
                Load.Outcome outcome = alone();
                ours.add(outcome.times.millis(0.5));
                times.addAll(outcome.times);
            };
            Webhooks.inTurn(round, pgbench, us);
        }
        report.target(
                "lone client p50 ÷ pgbench's transaction p50",
                "1.5",
                "1.0",
                ours.over(peer).text("%.2f"));
        report.figure(
                "lone client: p50 of the rounds, p99 of all, ms",
                ours.text("%.2f") + ", " + Bench.millis(times, 0.99));
        report.figure("pgbench, one client: p50 ms", peer.text("%.2f"));
    }

    private Load.Outcome alone() {
        byte[][] bodies = ground.events().some(LONE);
        try (Load load = ground.load(1)) {
            Load.Outcome outcome = load.closed(bodies);
            ground.applied();
            return outcome;
        }
    }

    /** What was seen at a quarter of the maximum rate, in all rounds: of what came, and of pgbench at the same rate. */
    private static final class Quarter {
        final Series half = new Series();
        final Series late = new Series();
        final Series lag = new Series();
        final Series service = new Series();
        final Series database = new Series();
        final Series peer = new Series();
    }

    void quarter(double perSecond) {
        Quarter seen = new Quarter();
        for (int round = 0; round < ground.options().number("rounds"); round++) {
            Runnable pgbench = () -> seen.peer.add(ground.pgBench()
                    .paced(perSecond, CLIENTS, SECONDS_OF_QUARTER)
                    .times()
                    .millis(0.99));
            Webhooks.inTurn(round, pgbench, () -> quarter(perSecond, seen));
        }
        report.target(
                "quarter of the maximum rate, median of rounds: p99 ms of acknowledgement; of lag"
                        + " until applied",
                "25; 100",
                "10; 30",
                seen.late.text("%.1f") + "; " + seen.lag.text("%.1f"));
        report.figure(
                String.format(
                        Locale.ROOT,
                        "pgbench at the same rate, %.0f/s (apart by chance, ours evenly): p99 ms",
                        perSecond),
                seen.peer.text("%.1f"));
        report.figure("acknowledgement at a quarter of the rate: p50 ms", seen.half.text("%.1f"));
        report.figure(
                "CPU s per 1,000 at a quarter of the rate, service + database",
                seen.service.text("%.3f") + " + " + seen.database.text("%.3f"));
    }

    private void quarter(double perSecond, Quarter seen) {
        int count = (int) (perSecond * SECONDS_OF_QUARTER);
        byte[][] bodies = ground.events().some(count);
        Instant begun = Instant.now();
        try (Load load = ground.load(CONNECTIONS)) {
            Phase phase = Phase.of(
                    ground, () -> load.open(count, i -> bodies[i], perSecond), ground::applied);
            seen.half.add(phase.outcome().times.millis(0.5));
            seen.late.add(phase.outcome().times.millis(0.99));
            seen.lag.add(lag(begun));
            seen.service.add(phase.serviceCpuPerThousand());
            seen.database.add(phase.databaseCpuPerThousand());
        }
    }

    private double lag(Instant since) {
        try (PreparedStatement query = ground.database().connection().prepareStatement(LAG)) {
            query.setTimestamp(1, Timestamp.from(since));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getDouble(1);
            }
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }
}
