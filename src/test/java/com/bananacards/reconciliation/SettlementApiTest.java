package com.bananacards.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.WebhookSender;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class SettlementApiTest {

    private final Api merchant = Api.merchant();

    @AfterEach
    void noMoreFaults() {
        SandboxControl.delete("/faults");
        SandboxControl.put("/settings", Map.of("card_id_reading", "SAME"));
    }

    @Test
    void anAssignmentWhoseWebhookIsLostIsSettledByWhatTheIssuerSaysWhenAsked() {
        String cardholder = merchant.approvedCardholder();
        noRecords();
        fault("LOSE", Map.of("event", "CARD_ASSIGN_RESULT", "user_id", userId(cardholder)));

        Response answer = assign(cardholder);

        answer.then().body("status", equalTo("SUCCEEDED"));
        assertThat(answer.jsonPath().<String>getList("evidence.witness"))
                .containsExactly("card_information");
    }

    @Test
    void aLockAndAnUnlockWhoseWebhooksAreLostAreSettledByTheCardsStatus() {
        String card = merchant.activeCard();
        noRecords();
        for (String verb : List.of("lock", "unlock")) {
            int issuerCard = merchant.card(card).getInt("issuer_card_id");
            fault("LOSE", Map.of("event", "CARD_STATUS_CHANGE", "card_id", issuerCard));

            Response answer = merchant.patiently().post("/v1/cards/" + card + "/" + verb);

            answer.then().body("status", equalTo("SUCCEEDED"));
            assertThat(answer.jsonPath().<String>getList("evidence.witness"))
                    .containsExactly("card_information");
        }
        assertThat(merchant.card(card).getString("status")).isEqualTo("ACTIVE");
    }

    /** Keeps the issuer's records of its webhooks out of it: they tell sooner or later what was lost. */
    private static void noRecords() {
        fault("REFUSE", Map.of("endpoint", "WEBHOOK_RECORDS"), 1_000);
    }

    @Test
    void anAssignmentWhoseAnswerAndWebhookAreLostIsSettledByTheWebhookRecordsAndSentOnce() {
        String cardholder = merchant.approvedCardholder();
        fault("DROP_AFTER", Map.of("endpoint", "ASSIGN", "user_id", userId(cardholder)));
        fault("LOSE", Map.of("event", "CARD_ASSIGN_RESULT", "user_id", userId(cardholder)));
        int before = SandboxControl.calls("ASSIGN");

        Response answer = assign(cardholder);

        answer.then().body("status", equalTo("SUCCEEDED"));
        assertThat(answer.jsonPath().<String>getList("evidence.witness"))
                .containsExactly("webhook_records");
        assertThat(SandboxControl.calls("ASSIGN")).isEqualTo(before + 1);
    }

    @Test
    void aCardNumberThatNoAnswerNamedIsMatchedByItsOwnerAtTheIssuer() {
        SandboxControl.put(
                "/settings", Map.of("card_id_reading", "DIFFERENT_WEBHOOK_ID_ACTIVATES"));
        String cardholder = merchant.approvedCardholder();

        Response answer = assign(cardholder);

        answer.then()
                .body("status", equalTo("SUCCEEDED"))
                .body("warnings", hasItem("issuer_card_id_differs"));
        merchant.patiently()
                .body(Map.of("pin", "483921"))
                .post("/v1/cards/" + answer.path("card_id") + "/activate")
                .then()
                .body("status", equalTo("SUCCEEDED"));
    }

    /** The card moves all the same; the operation stays as it was called. */
    @Test
    void aLockThatIsToldAfterItWasCalledNotDoneContradictsThat() {
        String card = merchant.activeCard();
        long issuerCard = merchant.issuerCard(card);
        fault("DROP_BEFORE", Map.of("endpoint", "UPDATE_STATUS", "card_id", issuerCard));
        String operation =
                merchant.request().post("/v1/cards/" + card + "/lock").path("id");
        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(30))
                .until(() -> "FAILED".equals(status(operation)));

        WebhookSender.deliver(
                "CARD_STATUS_CHANGE",
                Map.of(
                        "card_id",
                        issuerCard,
                        "status",
                        "SUCCESS",
                        "card_status",
                        "LOCKED",
                        "occur_time",
                        System.currentTimeMillis()));

        Awaitility.await()
                .untilAsserted(() -> merchant.get("/v1/operations/" + operation)
                        .then()
                        .body("warnings", hasItem("contradicted"))
                        .body("status", equalTo("FAILED"))
                        .body("reason.code", equalTo("not_carried_out")));
        assertThat(merchant.card(card).getString("status")).isEqualTo("LOCKED");
    }

    @Test
    void anActivationThatNeverReachedTheIssuerAsksForThePinAgain() {
        String card = merchant.assignedCard();
        int issuerCard = merchant.card(card).getInt("issuer_card_id");
        fault("DROP_BEFORE", Map.of("endpoint", "UPDATE_STATUS", "card_id", issuerCard));

        Response first = activate(card);
        first.then().statusCode(202).body("status", equalTo("UNKNOWN"));

        String operation = first.path("id");
        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(30))
                .until(() -> "FAILED".equals(status(operation)));
        merchant.get("/v1/operations/" + operation)
                .then()
                .body("reason.code", equalTo("enter_pin_again"));
        merchant.patiently()
                .body(Map.of("pin", "483921"))
                .post("/v1/cards/" + card + "/activate")
                .then()
                .body("status", equalTo("SUCCEEDED"));
    }

    @Test
    void aRegistrationWhoseAnswerAndWebhookAreLostIsFoundByItsAddress() {
        fault("DROP_AFTER", Map.of("endpoint", "REGISTER"));
        fault("LOSE", Map.of("event", "USER_CREATE_RESULT"));
        noRecords();

        Response answer = merchant.patiently()
                .body(Map.of("email", UUID.randomUUID() + "@example.com", "template_id", 1))
                .post("/v1/cardholders");

        answer.then().body("status", equalTo("SUCCEEDED"));
        assertThat(answer.jsonPath().<String>getList("evidence.witness")).containsExactly("users");
        merchant.get("/v1/cardholders/" + answer.path("cardholder_id"))
                .then()
                .body("status", equalTo("APPROVED"));
    }

    private String status(String operation) {
        return merchant.get("/v1/operations/" + operation).path("status");
    }

    private Response assign(String cardholder) {
        return merchant.patiently()
                .body(Api.assignment(cardholder, Api.stockedNumber()))
                .post("/v1/cards/physical");
    }

    private Response activate(String card) {
        return merchant.request()
                .body(Map.of("pin", "483921"))
                .post("/v1/cards/" + card + "/activate");
    }

    private int userId(String cardholder) {
        return merchant.get("/v1/cardholders/" + cardholder).path("issuer_user_id");
    }

    private static void fault(String kind, Map<String, Object> match) {
        fault(kind, match, 1);
    }

    private static void fault(String kind, Map<String, Object> match, int times) {
        Map<String, Object> fault = new LinkedHashMap<>();
        fault.put("kind", kind);
        fault.put("match", match);
        fault.put("times", times);
        SandboxControl.post("/faults", fault);
    }
}
