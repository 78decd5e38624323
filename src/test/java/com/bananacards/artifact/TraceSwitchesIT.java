package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.TraceCollector;
import com.bananacards.testsupport.WireRelay;

import io.opentelemetry.proto.trace.v1.Span;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the artifact's switches of tracing do: off costs no thread, outward tells the issuer of our trace. */
class TraceSwitchesIT {

    /** What is kept of {@code BatchSpanProcessor_WorkerThread-1} by a JVM, and by an executable: 15 letters. */
    private static final Pattern EXPORTER = Pattern.compile("BatchSp.*|_WorkerThread-1");

    private static Production production;
    private static TraceCollector collector;
    private static WireRelay relay;

    @BeforeAll
    static void start() {
        collector = TraceCollector.start();
        production = Production.start("trace-switches", Map.of());
        relay = WireRelay.to(SandboxControl.url());
    }

    @AfterAll
    static void end() {
        production.close();
        relay.close();
        collector.close();
    }

    private static Map<String, String> on(String outward) {
        return Map.of(
                "QUARKUS_OTEL_SDK_DISABLED",
                "false",
                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
                collector.url(),
                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY",
                "200MS",
                "TRACING_RATIO",
                "1",
                "TRACING_OUTWARD",
                outward,
                "BANANATECH_BASE_URL",
                relay.url());
    }

    /** The names of the service's threads, as the operating system has them. */
    private static List<String> threads() {
        Path tasks = Path.of("/proc", Long.toString(production.service().pid()), "task");
        try (Stream<Path> all = Files.list(tasks)) {
            return all.map(TraceSwitchesIT::name).toList();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Empty for a thread that has ended meanwhile. */
    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException ended) {
            return "";
        }
    }

    @Test
    void offThereIsNoThreadThatExportsAndOnThereIs() {
        production.restartService(Map.of("QUARKUS_OTEL_SDK_DISABLED", "true"));
        Api.merchant().activeCard();
        assertThat(threads()).isNotEmpty().noneMatch(EXPORTER.asMatchPredicate());

        production.restartService(on("false"));
        assertThat(threads()).anyMatch(EXPORTER.asMatchPredicate());
    }

    @Test
    void outwardTheIssuerIsSentOurTrace() {
        production.restartService(on("true"));
        Api.merchant().activeCard();

        await().untilAsserted(() -> assertThat(collector.spans())
                .extracting(Span::getName)
                .anyMatch(name -> name.startsWith("BananaTech ")));
        assertThat(relay.headers()).contains("traceparent").doesNotContain("tracestate", "baggage");
    }
}
