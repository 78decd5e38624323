package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.ChildProcess;
import com.bananacards.testsupport.Footprint;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.ServiceProcess;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Tokens;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * What is tested and its twin on the JVM, on one database: they answer byte for byte the same. Where a native executable
 * is tested the two differ in how they were made; else they are two replicas. What each takes to start and to answer is
 * printed; {@code -Dtwin.seconds=10} measures longer.
 */
class TwinIT {

    private static final int CALLERS = 16;
    private static final int STARTS = 3;

    /** Two starts of the same are not the same; an executable takes less. */
    private static final double LITTLE_MORE = 1.2;

    private static final Duration MEASURED =
            Duration.ofSeconds(Integer.getInteger("twin.seconds", 1));
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final Api MERCHANT = Api.merchant();
    private static Production production;
    private static ServiceProcess twin;
    private static String card;
    private static String virtual;

    @BeforeAll
    static void start() {
        production = Production.start("twins", Map.of());
        twin = production.startReplicaOnTheJvm();
        card = MERCHANT.activeCard();
        MERCHANT.patiently().post("/v1/cards/" + card + "/lock").then().statusCode(200);
        virtual = MERCHANT.fundedCard("50.00");
        MERCHANT.recharge(virtual, "25.00").then().statusCode(200);
        long issuerCard = MERCHANT.issuerCard(virtual);
        SandboxControl.post(
                "/cards/" + issuerCard + "/purchase", Map.of("amount", 12.5, "merchant", "Bänana"));
        SandboxControl.post(
                "/cards/" + issuerCard + "/challenge", Map.of("amount", 7.25, "merchant", "Air"));
        MERCHANT.patiently()
                .body(Api.assignment(MERCHANT.approvedCardholder(), Api.unknownNumber()))
                .post("/v1/cards/physical")
                .then()
                .statusCode(200);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> MERCHANT.get("/v1/challenges").body().asString().contains("WAITING"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> production
                        .database()
                        .column("SELECT id FROM delivery_by_status WHERE status = 'STORED'")
                        .isEmpty());
    }

    @AfterAll
    static void end() {
        production.close();
    }

    @Test
    void theyAnswerByteForByteTheSame() {
        List<String> paths = List.of(
                "/v1/cards",
                "/v1/cards/" + card,
                "/v1/cards/" + card + "/timeline",
                "/v1/cards/" + virtual + "/timeline",
                "/v1/cards/" + virtual + "/transactions",
                "/v1/cardholders",
                "/v1/card-templates",
                "/v1/operations?limit=100",
                "/v1/operations?kind=CARD_ASSIGN&status=FAILED",
                "/v1/challenges",
                "/v1/admin/deliveries?limit=100",
                "/v1/cards/nobody",
                "/v1/cards?limit=0&after=x",
                "/v1/nothing",
                "/q/openapi?format=json");
        for (String path : paths) {
            assertThat(answer(twin.url(), path))
                    .as(path)
                    .isEqualTo(answer(production.url(), path))
                    .hasSizeGreaterThan(100);
        }
    }

    /** Status, type and body. */
    private static String answer(String url, String path) {
        HttpResponse<byte[]> answer = get(url, path);
        return answer.statusCode() + " "
                + answer.headers().firstValue("content-type").orElse("") + "\n"
                + new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static HttpResponse<byte[]> get(String url, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + Tokens.operator())
                .header("X-Request-Id", "twins")
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void theHealthCommandAsksTheOneThatRuns() {
        Map<String, String> running = Map.of("QUARKUS_HTTP_PORT", port(production.url()));
        Map<String, String> nobody =
                Map.of("QUARKUS_HTTP_PORT", Integer.toString(Surroundings.freePort()));

        assertThat(ServiceProcess.ask("health", running).exitCode()).isZero();
        ChildProcess unanswered = ServiceProcess.ask("health", nobody);
        assertThat(unanswered.exitCode()).isEqualTo(1);
        assertThat(unanswered.printed()).doesNotContain("Exception");
    }

    private static String port(String url) {
        return Integer.toString(URI.create(url).getPort());
    }

    /** As the chart's Job does it. */
    @Test
    void theMigrationsAloneCanBeRun() {
        ChildProcess migration = production.launch(Map.of(
                "QUARKUS_INIT_AND_EXIT", "true",
                "QUARKUS_FLYWAY_MIGRATE_AT_START", "true",
                "QUARKUS_HTTP_PORT", Integer.toString(Surroundings.freePort())));

        assertThat(migration.exitCode()).as(migration.printed()).isZero();
        assertThat(migration.printed()).contains("up to date").doesNotContain("Listening on");
    }

    @Test
    void whatTheyAnswerIsMeasured() {
        for (ServiceProcess one : List.of(production.service(), twin)) {
            long perSecond = IntStream.range(0, 2)
                    .mapToLong(round -> load(one.url()))
                    .max()
                    .orElse(0);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d reads a second after warm-up, %d MB then%n",
                    one.madeAs(),
                    perSecond,
                    Footprint.resident(one) / 1024);
            assertThat(perSecond).isPositive();
        }
    }

    /** In turn, on a database that was migrated before, with as much heap. */
    @Test
    void howTheyStartIsMeasured() {
        List<ServiceProcess> tested = new ArrayList<>();
        List<ServiceProcess> onTheJvm = new ArrayList<>();
        for (int round = 0; round < STARTS; round++) {
            tested.add(startedAndEnded(production.startReplica()));
            onTheJvm.add(startedAndEnded(production.startReplicaOnTheJvm()));
        }
        double time = ratio(tested, onTheJvm, one -> one.startedIn().toMillis());
        double memory = ratio(tested, onTheJvm, ServiceProcess::residentAtStart);
        for (List<ServiceProcess> some : List.of(tested, onTheJvm)) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: first 200 after %.0f ms, %.0f MB then%n",
                    some.getFirst().madeAs(),
                    median(some, one -> one.startedIn().toMillis()),
                    median(some, ServiceProcess::residentAtStart) / 1024);
        }
        System.out.printf(Locale.ROOT, "start: time x %.3f, memory x %.3f%n", time, memory);
        assertThat(memory).isLessThan(LITTLE_MORE);
    }

    private static ServiceProcess startedAndEnded(ServiceProcess one) {
        one.kill();
        return one;
    }

    private static double ratio(
            List<ServiceProcess> some,
            List<ServiceProcess> others,
            ToLongFunction<ServiceProcess> figure) {
        return median(some, figure) / median(others, figure);
    }

    private static double median(List<ServiceProcess> some, ToLongFunction<ServiceProcess> figure) {
        return some.stream()
                .mapToLong(figure)
                .sorted()
                .skip(STARTS / 2)
                .findFirst()
                .orElse(0);
    }

    /** Reads of one card in a second, by callers that each wait for their answer. */
    private static long load(String url) {
        AtomicInteger answered = new AtomicInteger();
        long end = System.nanoTime() + MEASURED.toNanos();
        List<CompletableFuture<Void>> callers = IntStream.range(0, CALLERS)
                .mapToObj(one -> CompletableFuture.runAsync(
                        () -> {
                            while (System.nanoTime() < end) {
                                assertThat(get(url, "/v1/cards/" + card).statusCode())
                                        .isEqualTo(200);
                                answered.incrementAndGet();
                            }
                        },
                        command -> Thread.ofVirtual().start(command)))
                .toList();
        callers.forEach(CompletableFuture::join);
        return answered.get() / MEASURED.toSeconds();
    }
}
