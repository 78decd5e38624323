package com.bananacards.artifact;

import static com.bananacards.testsupport.TraceCollector.attribute;
import static com.bananacards.testsupport.TraceCollector.idOf;
import static com.bananacards.testsupport.TraceCollector.linked;
import static com.bananacards.testsupport.TraceCollector.parentOf;
import static com.bananacards.testsupport.TraceCollector.traceOf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.TraceCollector;
import com.bananacards.testsupport.WireRelay;

import io.opentelemetry.proto.trace.v1.Span;
import io.restassured.response.Response;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a collector gets of the packaged artifact: from the frontend's request to the webhook that settled it. */
class TraceIT {

    private static final Duration EXPORTED = Duration.ofSeconds(30);

    private static TraceCollector collector;
    private static Production production;
    private static WireRelay relay;

    private final Api merchant = Api.merchant();

    @BeforeAll
    static void start() {
        collector = TraceCollector.start();
        production = Production.start(
                "trace",
                Map.of(
                        "QUARKUS_OTEL_SDK_DISABLED", "false",
                        "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(),
                        "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "200MS",
                        "TRACING_RATIO", "1",
                        "SETTLEMENT_FIRST_CHECK", "1S",
                        "RECONCILIATION_EVERY", "1S"));
        relay = WireRelay.to(SandboxControl.url());
        production.restartService(Map.of("BANANATECH_BASE_URL", relay.url()));
    }

    @AfterAll
    static void end() {
        production.close();
        relay.close();
        collector.close();
    }

    /** What a frontend sends that traces its own request. */
    private record Frontend(String trace, String span, boolean sampled) {

        static Frontend of(boolean sampled) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            String hex = HexFormat.of().formatHex(random);
            return new Frontend(hex.substring(0, 32), hex.substring(32), sampled);
        }

        String header() {
            return "00-" + trace + "-" + span + (sampled ? "-01" : "-00");
        }
    }

    private Response lock(String card, Frontend frontend) {
        return merchant.patiently()
                .header("traceparent", frontend.header())
                .header("tracestate", "shop=secret")
                .header("baggage", "shopper=secret")
                .post("/v1/cards/" + card + "/lock");
    }

    private static Span one(List<Span> spans, String name) {
        List<Span> found =
                spans.stream().filter(span -> span.getName().equals(name)).toList();
        assertThat(found).as(name).hasSize(1);
        return found.getFirst();
    }

    private static void awaitSpans(String trace, String... names) {
        await().atMost(EXPORTED)
                .untilAsserted(() -> assertThat(collector.trace(trace))
                        .extracting(Span::getName)
                        .contains(names));
    }

    @Test
    void oneTraceGoesFromTheFrontendOverTheCallToTheWebhookThatSettledIt() {
        Frontend frontend = Frontend.of(true);
        Response locked = lock(merchant.activeCard(), frontend);
        assertThat(locked.<String>path("status")).isEqualTo("SUCCEEDED");
        String operation = locked.path("id");

        awaitSpans(
                frontend.trace(),
                "POST /v1/cards/{id}/lock",
                "BananaTech update_status",
                "settle CARD_LOCK");
        List<Span> trace = collector.trace(frontend.trace());
        Span request = one(trace, "POST /v1/cards/{id}/lock");
        Span call = one(trace, "BananaTech update_status");
        Span settled = one(trace, "settle CARD_LOCK");
        assertThat(parentOf(request)).isEqualTo(frontend.span());
        assertThat(attribute(request, "operation.id")).isEqualTo(operation);
        assertThat(attribute(request, "http.response.status_code")).isEqualTo("200");
        assertThat(parentOf(call)).isEqualTo(idOf(request));
        assertThat(attribute(call, "issuer.outcome")).isEqualTo("ok");
        assertThat(parentOf(settled)).isEqualTo(idOf(request));
        assertThat(attribute(settled, "operation.id")).isEqualTo(operation);
        assertThat(attribute(settled, "operation.status")).isEqualTo("SUCCEEDED");
        theWebhookIsLinked(frontend, settled);
    }

    /** The settled span leads to what was received and to the batch that applied it; the batch leads to both causes. */
    private static void theWebhookIsLinked(Frontend frontend, Span settled) {
        await().atMost(EXPORTED)
                .untilAsserted(() -> assertThat(linked(settled))
                        .allSatisfy(other -> assertThat(collector.trace(other)).isNotEmpty()));
        List<Span> told = linked(settled).stream()
                .flatMap(other -> collector.trace(other).stream())
                .toList();
        assertThat(told)
                .extracting(Span::getName)
                .containsExactlyInAnyOrder("apply deliveries", "POST /webhooks/bananatech");
        Span batch = one(told, "apply deliveries");
        Span webhook = one(told, "POST /webhooks/bananatech");
        assertThat(linked(batch)).contains(frontend.trace(), traceOf(webhook));
        assertThat(traceOf(webhook)).isNotEqualTo(frontend.trace());
    }

    @Test
    void whatACallerDoesNotTraceIsNotTraced() {
        Frontend silent = Frontend.of(false);
        Frontend loud = Frontend.of(true);
        String card = merchant.activeCard();
        String operation = lock(card, silent).path("id");
        merchant.patiently()
                .header("traceparent", loud.header())
                .post("/v1/cards/" + card + "/unlock");

        awaitSpans(loud.trace(), "settle CARD_UNLOCK");
        assertThat(collector.trace(silent.trace())).isEmpty();
        assertThat(collector.text()).doesNotContain(operation);
        assertThat(production
                        .database()
                        .column("SELECT traceparent FROM operation WHERE id = '" + operation
                                + "' AND traceparent IS NOT NULL"))
                .isEmpty();
    }

    @Test
    void whatIsAskedForBecauseNoWebhookCameIsLinked() {
        String card = merchant.activeCard();
        Frontend frontend = Frontend.of(true);
        Faults.add(
                "FORGET",
                Map.of("event", "CARD_STATUS_CHANGE", "card_id", merchant.issuerCard(card)),
                Map.of());
        String operation = merchant.request()
                .header("traceparent", frontend.header())
                .post("/v1/cards/" + card + "/lock")
                .path("id");
        await().atMost(EXPORTED)
                .until(() -> merchant.get("/v1/operations/" + operation)
                        .path("status")
                        .equals("SUCCEEDED"));

        await().atMost(EXPORTED)
                .untilAsserted(() -> assertThat(collector.spans())
                        .filteredOn(span -> attribute(span, "operation.id").equals(operation))
                        .filteredOn(span -> linked(span).contains(frontend.trace()))
                        .extracting(Span::getName)
                        .contains("check operation"));
        Set<String> checks = collector.spans().stream()
                .filter(span -> span.getName().equals("check operation"))
                .map(TraceCollector::traceOf)
                .collect(Collectors.toSet());
        assertThat(collector.spans())
                .filteredOn(span -> checks.contains(traceOf(span)))
                .extracting(Span::getName)
                .contains("BananaTech information");
    }

    @Test
    void ourTraceDoesNotLeaveTheHouseAndNothingOfTheCallersStateIsKept() {
        Frontend frontend = Frontend.of(true);
        lock(merchant.activeCard(), frontend);
        awaitSpans(frontend.trace(), "settle CARD_LOCK");

        assertThat(collector.text()).doesNotContain("secret").doesNotContain("shop");
        assertThat(relay.headers())
                .contains("x-hmac", "x-request-id")
                .doesNotContain("traceparent", "tracestate", "baggage");
    }
}
