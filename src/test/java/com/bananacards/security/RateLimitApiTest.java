package com.bananacards.security;

import static com.bananacards.testsupport.Refusals.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Tokens;
import com.bananacards.testsupport.Upstream;
import com.bananacards.testsupport.WebhookSender;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** How often a caller may ask, and what is turned away when too much is asked at once. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(TightLimits.class)
class RateLimitApiTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Pool pool;

    private final Api merchant = somebody();

    private static Api somebody() {
        return Api.with(Tokens.merchant("merchant-" + UUID.randomUUID()));
    }

    private static void uses(Api caller, int requests) {
        IntStream.range(0, requests)
                .forEach(one -> caller.get("/v1/card-templates").then().statusCode(200));
    }

    @Test
    void aCallerWhoAsksTooOftenIsToldWhenToComeBackAndOthersAreNot() {
        uses(merchant, 20);

        Response answer = merchant.get("/v1/card-templates");

        assertProblem(answer, 429, "rate_limited");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1700, 1800);
        assertThat(somebody().get("/v1/card-templates").statusCode()).isEqualTo(200);
    }

    @Test
    void everyAnswerSaysWhatIsLeft() {
        Response answer = merchant.get("/v1/card-templates");

        assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"caller\";q=20;w=36000");
        assertThat(answer.header("RateLimit")).matches("\"caller\";r=19;t=1(79\\d|800)");
        uses(merchant, 19);
        assertThat(merchant.get("/v1/card-templates").header("RateLimit"))
                .startsWith("\"caller\";r=0;t=3");
    }

    @Test
    void refusedRequestsCountTooSoThatProbingIsNoWayAround() {
        IntStream.range(0, 20)
                .forEach(one -> assertProblem(
                        merchant.get("/v1/cards/" + UUID.randomUUID()), 404, "not_found"));

        assertProblem(merchant.get("/v1/card-templates"), 429, "rate_limited");
        assertProblem(merchant.get("/v1/nowhere"), 429, "rate_limited");
    }

    @Test
    void aCardholdersTokensShareOneLimit() {
        String holder = merchant.approvedCardholder();
        Api phone = Api.cardholder(holder);
        Api watch = Api.with(Tokens.cardholder(holder, "watch"));
        uses(phone, 4);
        uses(watch, 4);

        assertProblem(phone.get("/v1/card-templates"), 429, "rate_limited");
        assertProblem(watch.get("/v1/card-templates"), 429, "rate_limited");
        uses(merchant, 1);
    }

    @Test
    void aCardsPinIsTriedFewTimesByOneCallerAndOtherCardsAreFree() {
        String card = merchant.activeCard();
        String other = merchant.assignedCard();
        long user = merchant.ownerOf(card);
        setPin(merchant, card).then().statusCode(204);
        setPin(merchant, card).then().statusCode(204);

        Response answer = setPin(merchant, card);

        assertProblem(answer, 429, "rate_limited");
        assertThat(answer.header("RateLimit-Policy")).contains("\"caller\";", "\"pin\";q=3;");
        assertThat(Upstream.calls("SET_PIN", user)).isEqualTo(2);
        assertProblem(setPin(merchant, other), 409, "card_status_conflict");
        setPin(somebody(), card).then().statusCode(204);
    }

    private static Response setPin(Api caller, String card) {
        return caller.request().body(Map.of("pin", "918273")).put("/v1/cards/" + card + "/pin");
    }

    @Test
    void aCardholderTriesPinsFewTimesWhicheverCardTheyName() {
        Api cardholder = Api.cardholder(merchant.approvedCardholder());
        IntStream.range(0, 3)
                .forEach(one -> assertProblem(
                        setPin(cardholder, UUID.randomUUID().toString()), 404, "not_found"));

        assertProblem(setPin(cardholder, UUID.randomUUID().toString()), 429, "rate_limited");
    }

    @Test
    void aChallengeIsAnsweredFewTimes() {
        String path = "/v1/challenges/" + UUID.randomUUID() + "/confirm";
        IntStream.range(0, 2)
                .forEach(one -> assertProblem(
                        merchant.request().body("{\"approve\":true}").post(path),
                        404,
                        "not_found"));

        assertProblem(
                merchant.request().body("{\"approve\":true}").post(path), 429, "rate_limited");
    }

    @Test
    void withoutATokenNothingIsSaidOfLimitsAndTheWebhookDoorHasNone() {
        Response answer = RestAssured.get("/v1/cards");

        assertProblem(answer, 401, "unauthenticated");
        assertThat(answer.header("RateLimit")).isNull();
        IntStream.range(0, 30).forEach(one -> deliver());
    }

    private static void deliver() {
        Response answer = WebhookSender.post(WebhookSender.envelope(
                "CARD_BALANCE_CHANGE", Map.of("card_id", 999_000_111L, "balance", 1.5)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("RateLimit")).isNull();
    }

    @Test
    void whenTooManyReadsAreUnderWayMoreAreTurnedAwayAndWebhooksAreTaken() {
        Api another = somebody();
        SqlConnection held = pool.getConnection().await().atMost(SOON);
        held.query("BEGIN").executeAndAwait();
        held.query("LOCK TABLE card IN ACCESS EXCLUSIVE MODE").executeAndAwait();
        List<CompletableFuture<Response>> stuck = IntStream.range(0, 3)
                .mapToObj(one -> CompletableFuture.supplyAsync(
                        () -> another.get("/v1/cards"),
                        command -> Thread.ofVirtual().start(command)))
                .toList();
        await().atMost(SOON).until(() -> somebody().get("/v1/card-templates").statusCode() == 503);

        assertShed(somebody().get("/v1/card-templates"));
        assertThat(RestAssured.get("/q/health/live").statusCode()).isEqualTo(200);
        deliver();
        held.query("ROLLBACK").executeAndAwait();
        held.closeAndAwait();
        assertThat(stuck.stream().map(CompletableFuture::join))
                .extracting(Response::statusCode)
                .containsOnly(200);
        uses(somebody(), 10);
    }

    private static void assertShed(Response answer) {
        assertProblem(answer, 503, "unavailable");
        assertThat(answer.header("Retry-After")).isNotBlank();
    }
}
