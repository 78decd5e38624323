package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import com.bananacards.bananatech.envelope.Envelope;
import com.bananacards.bananatech.envelope.EnvelopeKey;
import com.bananacards.bananatech.envelope.Envelopes;
import com.bananacards.bananatech.envelope.KeyEncoding;
import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.TestKeys;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** PostgreSQL or the issuer away: said plainly, nothing claimed, and all well again by itself. */
class OutageIT {

    private static final Duration RECOVERY = Duration.ofSeconds(30);

    private static Production production;

    private final Api merchant = Api.merchant();

    @BeforeAll
    static void start() {
        production = Production.start("outage", Map.of("BANANATECH_REQUEST_TIMEOUT", "2S"));
    }

    @AfterAll
    static void end() {
        production.close();
    }

    @Test
    void withoutTheDatabaseNothingIsTakenAndAllIsWellWhenItIsBack() {
        String cardholder = merchant.approvedCardholder();
        String webhook = genuineWebhook();
        production.database().stop();

        deliver(webhook).then().statusCode(503).header("Retry-After", notNullValue());
        merchant.get("/v1/cardholders/" + cardholder)
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("code", equalTo("unavailable"));
        merchant.request()
                .body(Api.assignment(cardholder, Api.unknownNumber()))
                .post("/v1/cards/physical")
                .then()
                .statusCode(503)
                .body("code", equalTo("unavailable"));
        await().atMost(RECOVERY)
                .untilAsserted(
                        () -> assertThat(production.service().readiness()).isEqualTo(503));

        production.database().start();
        await().atMost(RECOVERY)
                .untilAsserted(
                        () -> assertThat(production.service().readiness()).isEqualTo(200));
        deliver(webhook).then().statusCode(200);
        assertThat(merchant.card(merchant.assignedCard(cardholder)).getString("status"))
                .isEqualTo("TBA");
    }

    @Test
    void withoutTheIssuerNothingIsSentAndTheSameKeyWorksWhenItIsBack() {
        String cardholder = merchant.approvedCardholder();
        String key = UUID.randomUUID().toString();
        String number = Api.stockedNumber();
        production.stopIssuer();

        Response refused = assign(key, cardholder, number);
        refused.then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("code", equalTo("issuer_unavailable"));
        String operation = refused.path("operation_id");
        merchant.get("/v1/operations/" + operation)
                .then()
                .statusCode(200)
                .body("status", equalTo("FAILED"));
        assertThat(production.service().readiness()).isEqualTo(200);

        production.startIssuer();
        Response again = assign(key, cardholder, number);
        again.then().statusCode(200);
        assertThat(again.<String>path("id")).isNotEqualTo(operation);
    }

    /** A service that has just started knows no templates: what was answered before is answered all the same. */
    @Test
    void anEarlierAnswerIsGivenThoughTheTemplatesCantBeRead() {
        String cardholder = merchant.approvedCardholder();
        String key = UUID.randomUUID().toString();
        String made = virtual(key, cardholder, "").path("id");
        production.stopIssuer();
        try {
            production.restartService(Map.of());
            templatesAreUnknown(key, cardholder, made);
        } finally {
            production.startIssuer();
        }
    }

    private void templatesAreUnknown(String key, String cardholder, String made) {
        virtual(key, cardholder, "").then().statusCode(200).body("id", equalTo(made));
        virtual(UUID.randomUUID().toString(), cardholder, "")
                .then()
                .statusCode(503)
                .body("code", equalTo("issuer_unavailable"));
        virtual(UUID.randomUUID().toString(), cardholder, "?dry_run=true")
                .then()
                .statusCode(200)
                .body("blockers.code", hasItem("issuer_unavailable"));
    }

    private Response virtual(String key, String cardholder, String query) {
        return merchant.request(key)
                .header("Prefer", "wait=20")
                .body(Map.of("cardholder_id", cardholder, "template_id", 2))
                .post("/v1/cards/virtual" + query);
    }

    private Response assign(String key, String cardholder, String number) {
        return merchant.request(key)
                .header("Prefer", "wait=20")
                .body(Api.assignment(cardholder, number))
                .post("/v1/cards/physical");
    }

    private static Response deliver(String webhook) {
        return RestAssured.given()
                .contentType(ContentType.JSON)
                .body(webhook)
                .post("/webhooks/bananatech");
    }

    private static String genuineWebhook() {
        Envelope envelope = new Envelopes(List.of(
                        EnvelopeKey.of(TestKeys.SECRET, KeyEncoding.UTF8, KeyEncoding.UTF8)))
                .close("{\"user_id\": 424242, \"status\": \"APPROVED\"}"
                        .getBytes(StandardCharsets.UTF_8));
        return "{\"type\": \"USER_CREATE_RESULT\", \"encrypted_payload\": \""
                + envelope.encryptedPayload() + "\", \"hmac\": \"" + envelope.hmac() + "\"}";
    }
}
