package com.bananacards.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The limit to compare with: pgbench on the same server, one transaction for each event, prepared statements. */
final class PgBench {

    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern DONE = Pattern.compile("transactions actually processed: (\\d+)");

    private static final String LOG = "transactions";
    private static final long LOOK = 5_000_000;
    private static final long PATIENCE = 3_000_000_000L;

    /** As many bytes as a sealed payload has in the service's own inbox. */
    private static final String PAYLOAD = "5a".repeat(620);

    private static final String ONE_EVENT = """
        BEGIN;
        INSERT INTO event (key, card, payload, at) VALUES (uuidv7(), :card, '\\x%s', now()) ON CONFLICT DO NOTHING;
        SELECT status, fact_at FROM card WHERE number = :card FOR UPDATE;
        UPDATE card SET status = 'LOCKED', fact_at = now(), updated_at = now(), version = version + 1
          WHERE number = :card;
        END;
        """.formatted(PAYLOAD);

    private final Database database;
    private final Path folder;
    private final int cards;

    /** What one run showed. @param times of its transactions, where they were asked for: from when each was due */
    record Run(double tps, double clientCpu, double serverCpu, long transactions, Times times) {

        double cpuPerThousand() {
            return 1000 * (clientCpu + serverCpu) / transactions;
        }
    }

    PgBench(Database database, Path folder, int cards) {
        this.database = database;
        this.folder = folder;
        this.cards = cards;
        try (Connection peer = database.open("peer")) {
            Database.update(peer, """
                CREATE TABLE event (key uuid PRIMARY KEY, card bigint NOT NULL, payload bytea NOT NULL,
                                    at timestamptz NOT NULL);
                CREATE TABLE card (number bigint PRIMARY KEY, id uuid NOT NULL UNIQUE, status text NOT NULL,
                                   fact_at timestamptz NOT NULL, currency text NOT NULL,
                                   balance numeric(20, 4) NOT NULL, updated_at timestamptz NOT NULL,
                                   version integer NOT NULL);
                INSERT INTO card SELECT n, md5(n::text)::uuid, 'ACTIVE', now(), 'USD', 0, now(), 0
                FROM generate_series(1, %d) AS n\
                """.formatted(cards));
            Database.update(peer, "VACUUM ANALYZE card");
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }

    /** One transaction for each event, on cards by chance. */
    Run events(int clients, int seconds) {
        return run(byChance(ONE_EVENT), clients, seconds, List.of());
    }

    /** The same at so many a second. */
    Run paced(double perSecond, int clients, int seconds) {
        List<String> options = new ArrayList<>(timed());
        options.addAll(List.of("-R", String.format(Locale.ROOT, "%.0f", perSecond)));
        return run(byChance(ONE_EVENT), clients, seconds, options);
    }

    /** The same on one card. */
    Run hot(int clients, int seconds) {
        return run("\\set card 1\n" + ONE_EVENT, clients, seconds, List.of());
    }

    /** One client, and how long its transactions took. */
    Run lone(int seconds) {
        return run(byChance(ONE_EVENT), 1, seconds, timed());
    }

    /** One row by its id. */
    Run selects(int clients, int seconds) {
        return run(
                byChance("SELECT * FROM card WHERE number = :card;\n"),
                clients,
                seconds,
                List.of());
    }

    private String byChance(String script) {
        return "\\set card random(1, " + cards + ")\n" + script;
    }

    private List<String> timed() {
        return List.of("-l", "--log-prefix", folder.resolve(LOG).toString());
    }

    private Run run(String script, int clients, int seconds, List<String> more) {
        try {
            Path file = Files.writeString(folder.resolve("pgbench.sql"), script);
            List<String> command = new ArrayList<>(List.of(
                    "pgbench", "-n", "-M", "prepared", "-h", "127.0.0.1", "-U", "postgres"));
            command.addAll(List.of("-p", Integer.toString(database.port())));
            command.addAll(List.of("-c", Integer.toString(clients), "-j", "1"));
            command.addAll(List.of("-T", Integer.toString(seconds), "-f", file.toString()));
            command.addAll(more);
            command.add("peer");
            int backends = Cpu.children(database.pid()).size();
            double server = database.cpu();
            double client = Cpu.ofEnded();
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(printed);
            }
            awaitEnd(backends);
            return new Run(
                    number(TPS, printed),
                    Cpu.ofEnded() - client,
                    database.cpu() - server,
                    (long) number(DONE, printed),
                    times());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What a backend took is known when the server has seen it end. */
    private void awaitEnd(int backends) {
        long until = System.nanoTime() + PATIENCE;
        while (Cpu.children(database.pid()).size() > backends && System.nanoTime() < until) {
            LockSupport.parkNanos(LOOK);
        }
    }

    /** The third column of pgbench's log is microseconds. */
    private Times times() throws IOException {
        Times times = new Times();
        try (Stream<Path> logs = Files.list(folder)) {
            for (Path log : logs.filter(one -> one.getFileName().toString().startsWith(LOG + "."))
                    .toList()) {
                Files.readAllLines(log)
                        .forEach(line -> times.add(1000 * Long.parseLong(line.split(" ")[2])));
                Files.delete(log);
            }
        }
        return times;
    }

    private static double number(Pattern pattern, String printed) {
        Matcher matcher = pattern.matcher(printed);
        if (!matcher.find()) {
            throw new IllegalStateException(
                    String.format(Locale.ROOT, "no %s in:%n%s", pattern, printed));
        }
        return Double.parseDouble(matcher.group(1));
    }
}
