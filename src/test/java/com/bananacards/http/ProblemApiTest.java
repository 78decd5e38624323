package com.bananacards.http;

import static com.bananacards.testsupport.Refusals.assertProblem;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Tokens;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Also what the framework refuses looks like every other problem. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ProblemApiTest {

    private final Api merchant = Api.merchant();

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/nothing", "/v1", "/v1/cards/x/y/z", "/nothing", "/webhooks/other", "/"})
    void anUnknownPathIsNotFound(String path) {
        assertProblem(merchant.get(path), 404, "not_found");
    }

    @Test
    void aMethodThatIsNotOfferedIsNamedSo() {
        assertProblem(merchant.request().delete("/v1/cards"), 405, "method_not_allowed");
        assertProblem(merchant.request().patch("/v1/cardholders"), 405, "method_not_allowed");
        assertProblem(
                merchant.request().delete("/v1/operations/" + UUID.randomUUID()),
                405,
                "method_not_allowed");
    }

    @Test
    void aMediaTypeThatIsNotSpokenIsRefused() {
        Response wanted = merchant.request().header("Accept", "text/csv").get("/v1/cards");

        assertProblem(wanted, 406, "not_acceptable");
    }

    @Test
    void aMediaTypeThatIsNotUnderstoodIsRefused() {
        for (String path : List.of("/v1/cardholders", "/v1/cards/physical")) {
            Response answer = given().header("Authorization", "Bearer " + Tokens.merchant())
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .contentType("text/plain")
                    .body("{}")
                    .post(path);

            assertProblem(answer, 415, "unsupported_media_type");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/cards",
                "/v1/cardholders",
                "/v1/operations",
                "/v1/nothing",
                "/v1/admin/x"
            })
    void withoutATokenNothingIsShown(String path) {
        Response answer = given().get(path);

        assertProblem(answer, 401, "unauthenticated");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }

    static List<String> badTokens() {
        return List.of(
                "garbage",
                "a.b.c",
                Tokens.expired(),
                unsigned(),
                tampered(),
                Tokens.merchant() + "x",
                Tokens.merchant().substring(0, 40));
    }

    /** A token of algorithm "none": whoever takes it takes anything. */
    private static String unsigned() {
        return base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "."
                + base64("{\"sub\":\"x\",\"groups\":[\"operator\"],\"exp\":4102444800}") + ".";
    }

    /** A cardholder's signature under an operator's claims. */
    private static String tampered() {
        String[] parts = Tokens.cardholder(UUID.randomUUID().toString()).split("\\.");
        return parts[0] + "."
                + base64("{\"sub\":\"x\",\"groups\":[\"operator\"],\"exp\":4102444800}") + "."
                + parts[2];
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void aTokenThatIsNotValidOpensNothing(String token) {
        assertProblem(Api.with(token).get("/v1/cards"), 401, "unauthenticated");
        assertProblem(
                Api.with(token).request().body("{").post("/v1/cardholders"),
                401,
                "unauthenticated");
    }

    @Test
    void anotherSchemeIsNoCredential() {
        Response answer = given().header("Authorization", "Basic dXNlcjpwYXNz").get("/v1/cards");

        assertProblem(answer, 401, "unauthenticated");
    }

    @Test
    void aRoleThatMayNeverDoThisIsForbiddenBeforeAnythingElseIsLookedAt() {
        Api cardholder = Api.cardholder(UUID.randomUUID().toString());

        assertProblem(cardholder.request().body("{").post("/v1/cardholders"), 403, "forbidden");
        assertProblem(
                cardholder.request().post("/v1/cards/" + UUID.randomUUID() + "/close"),
                403,
                "forbidden");
    }

    @Test
    void aRequestIdIsTakenWhenItIsSafeAndReplacedWhenItIsNot() {
        assertThat(withRequestId("order-7:a.b_c")).isEqualTo("order-7:a.b_c");
        assertThat(withRequestId("x".repeat(128))).isEqualTo("x".repeat(128));
        assertThat(withRequestId("x".repeat(129))).isNotEqualTo("x".repeat(129)).isNotBlank();
        assertThat(withRequestId("a b")).isNotEqualTo("a b").isNotBlank();
        assertThat(withRequestId("<script>")).isNotEqualTo("<script>").isNotBlank();
    }

    private String withRequestId(String id) {
        return merchant.request()
                .header("X-Request-Id", id)
                .get("/v1/cards")
                .header("X-Request-Id");
    }
}
