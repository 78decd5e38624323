package com.bananacards.bench;

/** The door and the worker against one transaction per event: throughput, CPU, one hot card, resends. */
final class Webhooks {

    private static final int HOT = 7;
    private static final int WARM_STEP = 10_000;
    private static final double RESENT = 0.3;

    private final Ground ground;
    private final Report report;
    private final int requests;
    private final int rounds;
    private final int seconds;
    private final int connections;
    private double quarter = 500;

    Webhooks(Ground ground, Report report) {
        this.ground = ground;
        this.report = report;
        Options options = ground.options();
        requests = options.number("requests");
        rounds = options.number("rounds");
        seconds = options.number("seconds");
        connections = options.number("connections");
    }

    /** Until the compiler of the JVM has seen enough, and pgbench's tables are warm too. */
    void warm() {
        int warm = ground.options().number("warm");
        for (int done = 0; done < warm; done += WARM_STEP) {
            Phase phase = run(ground.events().some(WARM_STEP));
            report.progress(
                    "warm %6d  %6.0f/s  CPU per 1,000: service %.3f database %.3f",
                    done + WARM_STEP,
                    phase.perSecond(),
                    phase.serviceCpuPerThousand(),
                    phase.databaseCpuPerThousand());
        }
        ground.pgBench().events(8, 2);
    }

    private Phase run(byte[][] bodies) {
        try (Load load = ground.load(connections)) {
            Phase phase = Phase.of(ground, () -> load.closed(bodies), ground::applied);
            all200(phase.outcome());
            return phase;
        }
    }

    private static void all200(Load.Outcome outcome) {
        if (!outcome.isAll(200)) {
            throw new IllegalStateException("not all were taken: " + outcome.statuses);
        }
    }

    /** What one kind of load showed in all rounds. */
    private static final class Seen {
        final Series perSecond = new Series();
        final Series cpu = new Series();
        final Series service = new Series();
        final Series database = new Series();
        final Series share = new Series();
        final Times times = new Times();

        void add(Phase phase) {
            perSecond.add(phase.perSecond());
            cpu.add(phase.cpuPerThousand());
            service.add(phase.serviceCpuPerThousand());
            database.add(phase.databaseCpuPerThousand());
            share.add(100 * phase.loadShare());
            times.addAll(phase.outcome().times);
        }

        void add(PgBench.Run run) {
            perSecond.add(run.tps());
            cpu.add(run.cpuPerThousand());
            service.add(1000 * run.clientCpu() / run.transactions());
            database.add(1000 * run.serverCpu() / run.transactions());
        }
    }

    void throughput() {
        Seen eight = new Seen();
        Seen sixteen = new Seen();
        Seen applied = new Seen();
        Seen acknowledged = new Seen();
        for (int round = 0; round < rounds; round++) {
            Runnable peers = () -> {
                eight.add(ground.pgBench().events(8, seconds));
                sixteen.add(ground.pgBench().events(16, seconds));
            };
            Runnable ours = () -> {
                applied.add(applied());
                acknowledged.add(acknowledged());
            };
            inTurn(round, peers, ours);
            progress(round, eight, sixteen, applied, acknowledged);
        }
        tell(eight, sixteen, applied, acknowledged);
        quarter = applied.perSecond.median() / 4;
    }

    static void inTurn(int round, Runnable one, Runnable other) {
        (round % 2 == 0 ? one : other).run();
        (round % 2 == 0 ? other : one).run();
    }

    /** One load, until all of it is applied. */
    Phase applied() {
        return run(ground.events().some(requests));
    }

    /** One load, until all of it is answered; it is applied afterwards. */
    Phase acknowledged() {
        byte[][] bodies = ground.events().some(requests);
        Phase[] phase = new Phase[1];
        try (Load load = ground.load(connections)) {
            ground.withoutApplying(
                    () -> phase[0] = Phase.of(ground, () -> load.closed(bodies), () -> {}));
        }
        all200(phase[0].outcome());
        ground.applied();
        return phase[0];
    }

    private void progress(int round, Seen eight, Seen sixteen, Seen applied, Seen acknowledged) {
        report.progress(
                "round %d  pgbench %.0f %.0f  applied %.0f  acknowledged %.0f (medians so far);"
                        + " CPU per 1,000: %.3f, service %.3f database %.3f",
                round + 1,
                eight.perSecond.median(),
                sixteen.perSecond.median(),
                applied.perSecond.median(),
                acknowledged.perSecond.median(),
                applied.cpu.median(),
                applied.service.median(),
                applied.database.median());
    }

    private void tell(Seen eight, Seen sixteen, Seen applied, Seen acknowledged) {
        Series best = eight.perSecond.best(sixteen.perSecond);
        Series cheapest = eight.cpu.median() < sixteen.cpu.median() ? eight.cpu : sixteen.cpu;
        report.target(
                "webhooks acknowledged and applied ÷ pgbench",
                "2.0",
                "3.9",
                applied.perSecond.over(best).text("%.2f"));
        report.target(
                "acknowledged only ÷ pgbench",
                "3.0",
                "5",
                acknowledged.perSecond.over(best).text("%.2f"));
        report.target(
                "CPU per 1,000 ÷ pgbench's",
                "0.8",
                "0.3",
                applied.cpu.over(cheapest).text("%.2f"));
        report.figure("pgbench per second, 8 clients", eight.perSecond.text("%.0f"));
        report.figure("pgbench per second, 16 clients", sixteen.perSecond.text("%.0f"));
        report.figure("applied per second", applied.perSecond.text("%.0f"));
        report.figure("acknowledged only, per second", acknowledged.perSecond.text("%.0f"));
        report.figure(
                "CPU s per 1,000 transactions of pgbench, client + server", cheapest.text("%.3f"));
        report.figure("CPU s per 1,000 applied, service", applied.service.text("%.3f"));
        report.figure("CPU s per 1,000 applied, database", applied.database.text("%.3f"));
        report.figure("CPU s per 1,000 acknowledged, service", acknowledged.service.text("%.3f"));
        report.figure("CPU s per 1,000 acknowledged, database", acknowledged.database.text("%.3f"));
        report.figure(
                "acknowledgement at full load, p50 / p99 ms",
                Bench.millis(applied.times, 0.5) + " / " + Bench.millis(applied.times, 0.99));
        report.figure("CPU share of the load generator, %", applied.share.text("%.0f"));
    }

    /** A quarter of what was applied per second in {@link #throughput}. */
    double quarter() {
        return quarter;
    }

    void hot() {
        Series best = new Series();
        Series ours = new Series();
        Series cpu = new Series();
        for (int round = 0; round < rounds; round++) {
            Runnable peers = () -> best.add(Math.max(
                    ground.pgBench().hot(8, seconds).tps(),
                    ground.pgBench().hot(16, seconds).tps()));
            Runnable us = () -> {
                Phase phase = run(ground.events().hot(requests, HOT));
                ours.add(phase.perSecond());
                cpu.add(phase.cpuPerThousand());
            };
            inTurn(round, peers, us);
        }
        report.target(
                "one hot card ÷ pgbench on the same card",
                "2",
                "7",
                ours.over(best).text("%.2f"));
        report.figure("hot card: applied per second", ours.text("%.0f"));
        report.figure("hot card: CPU s per 1,000, both", cpu.text("%.3f"));
    }

    void resends() {
        byte[][] bodies = ground.events().withResends(requests, RESENT);
        Phase phase = run(bodies);
        report.figure(
                "30 % resends: answered per second",
                String.format(java.util.Locale.ROOT, "%.0f", phase.perSecond()));
    }
}
