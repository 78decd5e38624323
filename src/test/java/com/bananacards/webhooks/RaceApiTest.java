package com.bananacards.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Upstream;
import com.bananacards.testsupport.WebhookSender;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Answers and webhooks that overtake each other, come twice, or never: the card ends right and is asked for once. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RaceApiTest {

    private final Api merchant = Api.merchant();

    @AfterEach
    void asBefore() {
        Faults.clear();
        SandboxControl.put("/settings", Map.of("card_id_reading", "SAME"));
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30));
    }

    private Response assign(String cardholder) {
        return assign(cardholder, Api.stockedNumber());
    }

    private Response assign(String cardholder, String number) {
        return merchant.request()
                .body(Api.assignment(cardholder, number))
                .post("/v1/cards/physical");
    }

    private Response activate(String card) {
        return merchant.request()
                .body(Map.of("pin", "483921"))
                .post("/v1/cards/" + card + "/activate");
    }

    private long userOf(String card) {
        return merchant.issuerUser(merchant.card(card).getString("cardholder_id"));
    }

    private String statusOf(String card) {
        return merchant.card(card).getString("status");
    }

    @Test
    void aWebhookThatOvertakesTheAnswerOfAnAssignmentIsNotLost() {
        String cardholder = merchant.approvedCardholder();
        long user = merchant.issuerUser(cardholder);
        Faults.onCall("LATE", "ASSIGN", user, Map.of("delay_ms", 1500));

        JsonPath operation = merchant.settled(assign(cardholder).path("id"));

        assertThat(operation.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(statusOf(operation.getString("card_id"))).isEqualTo("TBA");
        assertThat(Upstream.calls("ASSIGN", user)).isEqualTo(1);
        assertThat(Upstream.cards(user)).hasSize(1);
    }

    @Test
    void aWebhookThatOvertakesTheAnswerOfAnActivationSettlesIt() {
        String card = merchant.assignedCard();
        Faults.onCall("LATE", "UPDATE_STATUS", userOf(card), Map.of("delay_ms", 1000));

        Response answer = activate(card);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.<String>path("status")).isEqualTo("SUCCEEDED");
        assertThat(statusOf(card)).isEqualTo("ACTIVE");
    }

    @Test
    void anActivationResultThatComesBeforeTheAssignmentResultWaitsForIt() {
        String cardholder = merchant.approvedCardholder();
        String number = Api.stockedNumber();
        long user = merchant.issuerUser(cardholder);
        Faults.onWebhook("LOSE", "CARD_ASSIGN_RESULT", user, Map.of());
        Faults.onCall("LATE", "ASSIGN", user, Map.of("delay_ms", 4000));
        var assigning = java.util.concurrent.CompletableFuture.supplyAsync(
                () -> assign(cardholder, number));
        Map<String, Object> card = soon().until(
                        () -> Upstream.cards(user), cards -> !cards.isEmpty())
                .getFirst();
        long issuerCard = ((Number) card.get("card_id")).longValue();
        long at = System.currentTimeMillis();

        WebhookSender.deliver(
                "CARD_ACTIVATE_RESULT",
                Map.of(
                        "card_id",
                        issuerCard,
                        "card_number",
                        number,
                        "status",
                        "SUCCESS",
                        "occur_time",
                        at + 1));
        WebhookSender.deliver(
                "CARD_ASSIGN_RESULT",
                Map.of("card_id", issuerCard, "status", "SUCCESS", "occur_time", at));

        JsonPath operation = merchant.settled(assigning.join().path("id"));
        assertThat(operation.getString("status")).isEqualTo("SUCCEEDED");
        soon().untilAsserted(() ->
                assertThat(statusOf(operation.getString("card_id"))).isEqualTo("ACTIVE"));
    }

    @Test
    void everyWebhookSeveralTimesHasItsEffectOnce() {
        Map<String, Object> twins = Map.of("copies", 4, "delay_ms", 100);
        Faults.add("DUPLICATE", Map.of("event", "USER_CREATE_RESULT"), twins);
        String cardholder = merchant.approvedCardholder();
        long user = merchant.issuerUser(cardholder);
        Faults.onWebhook("DUPLICATE", "CARD_ASSIGN_RESULT", user, twins);
        Faults.onWebhook("DUPLICATE", "CARD_ACTIVATE_RESULT", user, twins);

        String card = merchant.assignedCard(cardholder);
        merchant.settled(activate(card).path("id"));

        soon().untilAsserted(() -> assertThat(Upstream.webhookAttempts(user))
                .hasSize(15)
                .allMatch(attempt -> Integer.valueOf(200).equals(attempt.get("status_code"))));
        assertThat(statusOf(card)).isEqualTo("ACTIVE");
        List<Map<String, Object>> operations = merchant.get(
                        "/v1/operations?cardholder_id=" + cardholder)
                .jsonPath()
                .getList("data");
        assertThat(operations).hasSize(3).allMatch(one -> "SUCCEEDED".equals(one.get("status")));
        assertThat(merchant.get("/v1/cards?cardholder_id=" + cardholder)
                        .jsonPath()
                        .getList("data"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP_AFTER", "BAD_GATEWAY_AFTER", "WRONG_HMAC"})
    void anActivationWhoseAnswerIsLostIsUnknownUntilItsWebhookComes(String fault) {
        String card = merchant.assignedCard();
        long user = userOf(card);
        Faults.onCall(fault, "UPDATE_STATUS", user);
        Faults.onWebhook("DELAY", "CARD_ACTIVATE_RESULT", user, Map.of("delay_ms", 500));

        Response answer = activate(card);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        assertThat(answer.<String>path("status")).isEqualTo("UNKNOWN");
        assertThat(merchant.settled(answer.path("id")).getString("status")).isEqualTo("SUCCEEDED");
        assertThat(statusOf(card)).isEqualTo("ACTIVE");
        assertThat(Upstream.calls("UPDATE_STATUS", user)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP_AFTER", "BAD_GATEWAY_AFTER"})
    void anAssignmentWhoseAnswerIsLostIsUnknownAndThenSettledAndSentOnce(String fault) {
        String cardholder = merchant.approvedCardholder();
        long user = merchant.issuerUser(cardholder);
        Faults.onCall(fault, "ASSIGN", user);

        Response answer = assign(cardholder);

        assertThat(answer.<String>path("status")).isEqualTo("UNKNOWN");
        JsonPath settled = merchant.settled(answer.path("id"));
        assertThat(settled.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(statusOf(settled.getString("card_id"))).isEqualTo("TBA");
        assertThat(Upstream.calls("ASSIGN", user)).isEqualTo(1);
    }

    @Test
    void aFailureWhoseAnswerIsLostFailsTheAssignmentAndAnotherNumberWorks() {
        String cardholder = merchant.approvedCardholder();
        long user = merchant.issuerUser(cardholder);
        Faults.onCall("DROP_AFTER", "ASSIGN", user);

        Response answer = merchant.request()
                .body(Api.assignment(cardholder, Api.unknownNumber()))
                .post("/v1/cards/physical");

        JsonPath settled = merchant.settled(answer.path("id"));
        assertThat(settled.getString("status")).isEqualTo("FAILED");
        assertThat(settled.getString("reason.code")).isEqualTo("card_number_not_found");
        assertThat(statusOf(merchant.assignedCard(cardholder))).isEqualTo("TBA");
    }

    @Test
    void oneNumberForAssignmentAndCardTakesACardToActive() {
        String card = merchant.activeCard();

        assertThat(statusOf(card)).isEqualTo("ACTIVE");
        assertThat(Upstream.cards(userOf(card)).getFirst().get("card_id"))
                .hasToString(merchant.card(card).getString("issuer_card_id"));
    }

    @Test
    void aCardNumberOfItsOwnInTheWebhookTakesACardToActive() {
        SandboxControl.put(
                "/settings", Map.of("card_id_reading", "DIFFERENT_WEBHOOK_ID_ACTIVATES"));
        String cardholder = merchant.approvedCardholder();

        JsonPath assigned = merchant.settled(assign(cardholder).path("id"));
        assertThat(assigned.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(assigned.<String>getList("warnings")).contains("issuer_card_id_differs");
        String card = assigned.getString("card_id");
        JsonPath activated = merchant.settled(activate(card).path("id"));

        assertThat(activated.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(statusOf(card)).isEqualTo("ACTIVE");
    }

    @Test
    void aCardThatOnlyTheAnswersNumberActivatesIsRefusedInTheOpen() {
        SandboxControl.put("/settings", Map.of("card_id_reading", "DIFFERENT_ASSIGN_ID_ACTIVATES"));
        String cardholder = merchant.approvedCardholder();

        JsonPath assigned = merchant.settled(assign(cardholder).path("id"));
        assertThat(assigned.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(assigned.<String>getList("warnings")).contains("issuer_card_id_differs");
        JsonPath refused = activate(assigned.getString("card_id")).jsonPath();

        assertThat(refused.getString("status")).isEqualTo("FAILED");
        assertThat(refused.getString("reason.issuer")).isEqualTo("104:0 - card not found");
        assertThat(statusOf(assigned.getString("card_id"))).isEqualTo("TBA");
    }

    @Test
    void aRegistrationWhoseAnswerIsLateIsNotDecidedWithoutIt() {
        String email = "late" + UUID.randomUUID() + "@example.com";
        Faults.add("LATE", Map.of("endpoint", "REGISTER"), Map.of("delay_ms", 1000));

        Response answer = merchant.patiently()
                .body(Map.of("email", email, "template_id", 1))
                .post("/v1/cardholders");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.<String>path("status")).isEqualTo("SUCCEEDED");
        assertThat(merchant.get("/v1/cardholders?email=" + email)
                        .jsonPath()
                        .<String>getList("data.status"))
                .containsExactly("APPROVED");
    }
}
