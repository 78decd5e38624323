package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.WebhookSender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is expected to happen is never an ERROR in the log, a collector that is not there included; and the log is JSON
 * with the ids as keys.
 */
class LogLevelsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ERRORS = List.of("ERROR", "FATAL", "SEVERE");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Production production;

    private final Api merchant = Api.merchant();

    @BeforeAll
    static void start() {
        String nobody = "http://127.0.0.1:" + Surroundings.freePort();
        production = Production.start(
                "levels",
                Map.of(
                        "QUARKUS_OTEL_SDK_DISABLED", "false",
                        "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", nobody,
                        "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "200MS",
                        "TRACING_RATIO", "1",
                        "BANANATECH_REQUEST_TIMEOUT", "1S",
                        "SETTLEMENT_FIRST_CHECK", "500MS",
                        "RECONCILIATION_EVERY", "1S"));
    }

    @AfterAll
    static void end() {
        production.close();
    }

    @Test
    void nothingExpectedIsAnError() {
        String card = merchant.activeCard();
        badInput(card);
        forgedWebhooks();
        anIssuerThatIsDown(card);
        aDatabaseThatRestarts();
        merchant.activeCard();
        await().atMost(PATIENCE)
                .until(() ->
                        production.service().printed().contains(":\"io.quarkus.opentelemetry."));

        List<JsonNode> lines = lines();
        assertThat(lines).hasSizeGreaterThan(20);
        assertThat(lines)
                .filteredOn(line -> ERRORS.contains(line.path("level").asText()))
                .isEmpty();
        assertThat(lines)
                .filteredOn(line -> line.path("level").asText().startsWith("WARN"))
                .extracting(line -> line.path("loggerName").asText())
                .anyMatch(logger -> logger.contains("opentelemetry"));
        assertThat(lines)
                .filteredOn(line -> line.path("message").asText().contains("could not be asked"))
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(line.at("/mdc/operation_id").asText()).isNotEmpty());
        assertThat(lines)
                .filteredOn(line -> line.at("/mdc/request_id").isTextual())
                .isNotEmpty();
    }

    private void badInput(String card) {
        merchant.request().body("{\"pin\":").put("/v1/cards/" + card + "/pin");
        merchant.request().body(Map.of("pin", "12")).put("/v1/cards/" + card + "/pin");
        merchant.get("/v1/cards/nothing");
        merchant.get("/v1/nowhere");
        merchant.get("/v1/cards?limit=many");
        Api.with("no.token.at-all").get("/v1/cards").then().statusCode(401);
        Api.merchant().get("/v1/admin/deliveries").then().statusCode(403);
    }

    private static void forgedWebhooks() {
        WebhookSender.post(Map.of("type", "CARD_3DS", "encrypted_payload", "AAAA", "hmac", "00"))
                .then()
                .statusCode(401);
        WebhookSender.post(List.of("no", "object")).then().statusCode(400);
        WebhookSender.deliver("CARD_MELTED", Map.of("card_id", 1));
    }

    private void anIssuerThatIsDown(String card) {
        Faults.add("DOWN", Map.of(), Map.of("times", 60));
        merchant.request().post("/v1/cards/" + card + "/lock");
        for (int i = 0; i < 5; i++) {
            merchant.get("/v1/account");
        }
        await().atMost(PATIENCE)
                .until(() -> production.service().printed().contains("could not be asked about"));
        Faults.clear();
    }

    private void aDatabaseThatRestarts() {
        production.database().crash();
        merchant.get("/v1/cards").then().statusCode(503);
        Api.operator().get("/v1/admin/deliveries").then().statusCode(503);
        WebhookSender.post(WebhookSender.envelope("CARD_3DS", Map.of("card_id", 1)))
                .then()
                .statusCode(503);
        production.database().start();
        await().atMost(PATIENCE).until(() -> merchant.get("/v1/cards").statusCode() == 200);
    }

    private static List<JsonNode> lines() {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : production.service().printed().lines().toList()) {
            if (line.startsWith("{")) {
                try {
                    lines.add(JSON.readTree(line));
                } catch (IOException noJson) {
                    throw new AssertionError("no JSON: " + line, noJson);
                }
            }
        }
        return lines;
    }
}
