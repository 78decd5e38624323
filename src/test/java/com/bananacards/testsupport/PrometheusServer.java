package com.bananacards.testsupport;

import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import io.restassured.response.Response;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Prometheus itself, which reads one service every second and judges these rules as often. */
public final class PrometheusServer implements AutoCloseable {

    private static final String CONFIG = """
        global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
        rule_files: [rules.yaml]
        scrape_configs:
          - job_name: cards-bananacards
            metrics_path: /q/metrics
            static_configs: [{targets: ["127.0.0.1:%d"]}]
        """;

    private final ChildProcess process;
    private final String url;
    private final Set<String> fired = new HashSet<>();

    private PrometheusServer(ChildProcess process, String url) {
        this.process = process;
        this.url = url;
    }

    /** @param rules groups of alerts, as a file of Prometheus' has them */
    public static PrometheusServer start(Path program, Path folder, String rules, int target) {
        int port = Surroundings.freePort();
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("rules.yaml"), rules);
            Files.writeString(folder.resolve("prometheus.yaml"), CONFIG.formatted(target));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        ChildProcess process = ChildProcess.start(
                List.of(
                        program.toString(),
                        "--config.file=prometheus.yaml",
                        "--storage.tsdb.path=data",
                        "--web.listen-address=127.0.0.1:" + port),
                Map.of("GOMAXPROCS", "1"),
                folder.resolve("prometheus.log").toAbsolutePath());
        PrometheusServer server = new PrometheusServer(process, "http://127.0.0.1:" + port);
        await().atMost(Duration.ofSeconds(60)).until(server::isReady);
        return server;
    }

    private boolean isReady() {
        try {
            return RestAssured.get(url + "/-/ready").statusCode() == 200;
        } catch (Exception notYet) {
            // A refused connection is no RuntimeException, and is not declared.
            if (!process.isAlive()) {
                throw new AssertionError(process.printed());
            }
            return false;
        }
    }

    /** Every alert that was seen firing until now. */
    public Set<String> fired() {
        Response answer = RestAssured.get(url + "/api/v1/alerts");
        fired.addAll(answer.jsonPath()
                .<String>getList("data.alerts.findAll { it.state == 'firing' }.labels.alertname"));
        return Set.copyOf(fired);
    }

    /** Only what fires from now on counts. */
    public void forget(String alert) {
        fired.remove(alert);
    }

    @Override
    public void close() {
        process.kill();
    }
}
