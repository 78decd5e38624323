package com.bananacards.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.ServiceProcess;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Tokens;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Server times of what the console asks, with 10^6 cards and 10^7 deliveries, and the plans of its queries. Not part of
 * the build; the command stands in {@code docs/console-times.md}. With {@code -Dbench.folder} the filled database is
 * kept there and used again.
 */
class ConsoleBench {

    private static final int ASKED = Integer.getInteger("bench.asked", 200);
    private static final int WARM = 50;
    private static final Path FOLDER =
            Path.of(System.getProperty("bench.folder", "target/bench")).toAbsolutePath();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final String ROWS = """
        SELECT (SELECT count(*) FROM card) || ' cards, ' || (SELECT count(*) FROM delivery) || ' deliveries, '
            || (SELECT count(*) FROM journal) || ' lines'\
        """;

    private EmbeddedPostgres postgres;
    private String url;
    private Map<String, String> environment;

    @Test
    void whatTheConsoleAsksTakes() throws Exception {
        Path data = FOLDER.resolve("data");
        boolean fresh = !Files.exists(data.resolve("PG_VERSION"));
        startDatabase(data);
        try {
            if (fresh) {
                ServiceProcess.start(environment, FOLDER.resolve("service.log")).stop();
                BigData.fill(url, "postgres", "postgres", size());
            }
            ServiceProcess service =
                    ServiceProcess.start(environment, FOLDER.resolve("service.log"));
            System.out.println("rows: " + ids(ROWS));
            List<Ask> asks = new Asks(this::ids).all();
            asks.forEach(ask -> print(service, ask));
            service.stop();
            plans(asks, data);
        } finally {
            postgres.close();
        }
    }

    private static BigData.Size size() {
        long cards = Long.getLong("bench.cards", 1_000_000);
        return BigData.Size.of(cards, 2 * cards, 10 * cards, 10 * cards);
    }

    private void startDatabase(Path data) throws IOException {
        Files.createDirectories(FOLDER);
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "2GB")
                .setServerConfig("max_wal_size", "16GB")
                .setServerConfig("checkpoint_timeout", "30min")
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_directory", FOLDER.toString())
                .setServerConfig("log_filename", "postgres.log")
                .start();
        url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
        int port = Surroundings.freePort();
        environment = ServiceProcess.environment(
                port, postgres.getPort(), "http://127.0.0.1:" + Surroundings.freePort());
        environment.put("LIMITS_CALLER_REQUESTS", "1000000");
        environment.put("RECONCILIATION_EVERY", "1H");
        environment.put("RECONCILIATION_SWEEP", "1H");
        // What was filled in is of a year, and shall stay.
        environment.put("INBOX_RETENTION", "P3650D");
        environment.put("INBOX_EFFECT_RETENTION", "P3700D");
        environment.put("JOURNAL_RETENTION", "P3650D");
    }

    /** One thing that is asked. */
    record Ask(String name, String method, List<String> paths, String body) {

        String path(int i) {
            return paths.get(i % paths.size());
        }
    }

    private List<String> ids(String sql) {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        } catch (SQLException cause) {
            throw new IllegalStateException(sql, cause);
        }
    }

    private void print(ServiceProcess service, Ask ask) {
        for (int i = 0; i < WARM; i++) {
            send(service, ask, i);
        }
        double[] millis = new double[ASKED];
        for (int i = 0; i < ASKED; i++) {
            long begun = System.nanoTime();
            send(service, ask, WARM + i);
            millis[i] = (System.nanoTime() - begun) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f |%n",
                ask.name(),
                millis[ASKED / 2],
                millis[(int) Math.ceil(ASKED * 0.99) - 1],
                millis[ASKED - 1]);
    }

    private static String send(ServiceProcess service, Ask ask, int i) {
        String body = ask.body();
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.url() + ask.path(i)))
                .header("Authorization", "Bearer " + Tokens.operator())
                .header("Content-Type", "application/json")
                .method(
                        ask.method(),
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer =
                    CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(ask.path(i) + answer.body()).isEqualTo(200);
            return answer.body();
        } catch (IOException | InterruptedException cause) {
            throw new IllegalStateException(ask.path(i), cause);
        }
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException cause) {
            throw new IllegalStateException(sql, cause);
        }
    }

    /** The plans as PostgreSQL runs them for the service, with the values that it was asked for. */
    private void plans(List<Ask> asks, Path data) throws IOException {
        for (String setting : List.of(
                "session_preload_libraries = 'auto_explain'",
                "auto_explain.log_min_duration = 0",
                "auto_explain.log_analyze = on",
                "auto_explain.log_buffers = on")) {
            execute("ALTER ROLE postgres SET " + setting);
        }
        ServiceProcess service = ServiceProcess.start(environment, FOLDER.resolve("service.log"));
        Path log = FOLDER.resolve("postgres.log");
        try (var out = Files.newBufferedWriter(FOLDER.resolve("plans.txt"))) {
            for (Ask ask : asks) {
                long from = Files.size(log);
                send(service, ask, 0);
                String said = Files.readString(log, StandardCharsets.UTF_8);
                out.write("==== " + ask.name() + "  " + ask.path(0) + "\n");
                out.write(said.substring((int) Math.min(from, said.length())));
            }
        }
        execute("ALTER ROLE postgres RESET ALL");
        service.stop();
        System.out.println("plans: " + FOLDER.resolve("plans.txt"));
    }
}
