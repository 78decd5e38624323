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
    private static final int SECONDS_OF_QUARTER = 12;
    private static final int CONNECTIONS = 64;

    /** From arrival to the commit that applied it; both are this machine's clock. */
    private static final String LAG = """
        SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY lag), percentile_cont(0.99) WITHIN GROUP (ORDER BY lag)
        FROM (SELECT extract(epoch FROM pg_xact_commit_timestamp(xmin) - received_at) * 1000 AS lag
              FROM delivery WHERE source = 'WEBHOOK' AND received_at >= ?) AS lags\
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
            Runnable pgbench = () -> peer.add(ground.pgBench().lone(2).p50());
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

    void quarter(double perSecond) {
        int count = (int) (perSecond * SECONDS_OF_QUARTER);
        byte[][] bodies = ground.events().some(count);
        Instant begun = Instant.now();
        try (Load load = ground.load(CONNECTIONS)) {
            Phase phase = Phase.of(
                    ground, () -> load.open(count, i -> bodies[i], perSecond), ground::applied);
            double[] lag = lag(begun);
            report.target(
                    "quarter of the maximum rate: p99 ms of acknowledgement; of lag until applied",
                    "25; 100",
                    "10; 30",
                    String.format(
                            Locale.ROOT,
                            "%.1f; %.1f (at %.0f/s; p50 %.1f; %.1f)",
                            phase.outcome().times.millis(0.99),
                            lag[1],
                            perSecond,
                            phase.outcome().times.millis(0.5),
                            lag[0]));
            report.figure(
                    "CPU s per 1,000 at a quarter of the rate, service + database",
                    String.format(
                            Locale.ROOT,
                            "%.3f + %.3f",
                            phase.serviceCpuPerThousand(),
                            phase.databaseCpuPerThousand()));
        }
    }

    private double[] lag(Instant since) {
        try (PreparedStatement query = ground.database().connection().prepareStatement(LAG)) {
            query.setTimestamp(1, Timestamp.from(since));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new double[] {row.getDouble(1), row.getDouble(2)};
            }
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }
}
