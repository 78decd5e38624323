package com.bananacards.cards;

import static com.bananacards.testsupport.Refusals.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Upstream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** Locking, unlocking and closing, and what a card's status does not allow. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class LockApiTest {

    private final Api merchant = Api.merchant();

    private Response ask(String card, String verb) {
        return merchant.patiently().post("/v1/cards/" + card + "/" + verb);
    }

    private static void assertConflict(Response answer, String... allowed) {
        assertProblem(answer, 409, "card_status_conflict");
        assertThat(answer.jsonPath().<String>getList("allowed")).containsExactlyInAnyOrder(allowed);
    }

    private static void assertDone(Response answer, String kind) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.<String>path("kind")).isEqualTo(kind);
        assertThat(answer.<String>path("status")).isEqualTo("SUCCEEDED");
    }

    private String statusOf(String card) {
        return merchant.card(card).getString("status");
    }

    @AfterEach
    void withoutFaults() {
        Faults.clear();
    }

    @Test
    void aCardIsLockedAndUnlocked() {
        String card = merchant.activeCard();

        assertDone(ask(card, "lock"), "CARD_LOCK");
        assertThat(statusOf(card)).isEqualTo("LOCKED");
        assertDone(ask(card, "unlock"), "CARD_UNLOCK");
        assertThat(statusOf(card)).isEqualTo("ACTIVE");
    }

    @Test
    void aCardThatAwaitsActivationAllowsNothingElse() {
        String card = merchant.assignedCard();

        assertConflict(ask(card, "lock"), "CARD_ACTIVATE");
        assertConflict(ask(card, "unlock"), "CARD_ACTIVATE");
        assertConflict(ask(card, "close"), "CARD_ACTIVATE");
        assertConflict(
                merchant.request().body(Map.of("pin", "483921")).put("/v1/cards/" + card + "/pin"),
                "CARD_ACTIVATE");
        assertThat(statusOf(card)).isEqualTo("TBA");
    }

    @Test
    void anActiveCardIsNeitherActivatedNorUnlocked() {
        String card = merchant.activeCard();

        assertConflict(ask(card, "unlock"), "CARD_LOCK", "CARD_RECHARGE", "CARD_CLOSE");
        assertConflict(
                merchant.request()
                        .body(Map.of("pin", "483921"))
                        .post("/v1/cards/" + card + "/activate"),
                "CARD_LOCK",
                "CARD_RECHARGE",
                "CARD_CLOSE");
    }

    @Test
    void aLockedCardAllowsOnlyItsUnlocking() {
        String card = merchant.activeCard();
        assertDone(ask(card, "lock"), "CARD_LOCK");

        for (String verb : List.of("lock", "close")) {
            assertConflict(ask(card, verb), "CARD_UNLOCK");
        }
        assertConflict(
                merchant.request().body(Map.of("pin", "483921")).put("/v1/cards/" + card + "/pin"),
                "CARD_UNLOCK");
    }

    @Test
    void aLockThatTheIssuerCouldNotDoFailsAndLeavesTheCardAsItIs() {
        String card = merchant.activeCard();
        long user = merchant.issuerUser(merchant.card(card).getString("cardholder_id"));
        Faults.onCall("FAIL", "UPDATE_STATUS", user);

        Response answer = ask(card, "lock");

        assertThat(answer.<String>path("status")).isEqualTo("FAILED");
        assertThat(statusOf(card)).isEqualTo("ACTIVE");
        assertDone(ask(card, "lock"), "CARD_LOCK");
    }

    @Test
    void aLockThatTheIssuerRefusesFailsAtOnceWithTheIssuersReason() {
        String card = merchant.activeCard();
        long user = merchant.issuerUser(merchant.card(card).getString("cardholder_id"));
        Faults.onCall(
                "REFUSE",
                "UPDATE_STATUS",
                user,
                Map.of("text", "101:2 - provider system error, card 1234567890123456"));

        Response answer = merchant.request().post("/v1/cards/" + card + "/lock");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        assertThat(answer.<String>path("status")).isEqualTo("FAILED");
        assertThat(answer.<String>path("reason.code")).isEqualTo("provider_error");
        assertThat(answer.<String>path("reason.issuer"))
                .isEqualTo("101:2 - provider system error, card ***3456");
    }

    @Test
    void nothingElseIsAskedOfACardWhileAnOperationIsOpen() {
        String card = merchant.activeCard();
        long user = merchant.issuerUser(merchant.card(card).getString("cardholder_id"));
        // Neither the webhook nor the records nor the card itself tell of it: it stays open.
        Faults.onWebhook("FORGET", "CARD_STATUS_CHANGE", user, Map.of());
        Faults.onCall("REFUSE", "INFORMATION", user, Map.of("times", 1_000));

        Response open = merchant.request().post("/v1/cards/" + card + "/lock");

        assertThat(open.<String>path("status")).isEqualTo("PENDING");
        assertThat(merchant.card(card).getString("open_operation.id")).isEqualTo(open.path("id"));
        assertThat(statusOf(card)).isEqualTo("ACTIVE");
        for (String verb : List.of("lock", "close")) {
            Response refused = merchant.request().post("/v1/cards/" + card + "/" + verb);
            assertProblem(refused, 409, "operation_in_progress");
            assertThat(refused.<String>path("operation_id")).isEqualTo(open.path("id"));
        }
        Response pin =
                merchant.request().body(Map.of("pin", "483922")).put("/v1/cards/" + card + "/pin");
        assertProblem(pin, 409, "operation_in_progress");
        Faults.clear();
        assertThat(merchant.settled(open.path("id")).getString("status")).isEqualTo("SUCCEEDED");
        assertThat(merchant.card(card).<Object>get("open_operation")).isNull();
        assertThat(statusOf(card)).isEqualTo("LOCKED");
        assertThat(Upstream.calls("UPDATE_STATUS", user)).isEqualTo(2);
    }

    @Test
    void aCloseIsAcceptedAndIsInTheWayOfEverythingElse() {
        String card = merchant.activeCard();

        Response close = merchant.request().post("/v1/cards/" + card + "/close");

        assertThat(close.statusCode()).isEqualTo(202);
        assertThat(close.<String>path("kind")).isEqualTo("CARD_CLOSE");
        assertThat(merchant.request().post("/v1/cards/" + card + "/lock").statusCode())
                .isEqualTo(409);
    }
}
