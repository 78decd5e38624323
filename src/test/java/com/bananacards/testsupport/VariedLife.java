package com.bananacards.testsupport;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Cardholders and cards of every kind, lived through the public API against the issuer. */
public final class VariedLife {

    private static final Map<String, String> PIN = Map.of("pin", "483921");

    private final Api merchant = Api.merchant();
    private String spender = "";
    private String untouched = "";

    /** Ends when everything that was begun is settled, but for one cardholder on whom nobody decides. */
    public void live() {
        register("reject", "FAILED");
        merchant.request()
                .body(Map.of("email", email("hold"), "template_id", 1))
                .post("/v1/cardholders")
                .then()
                .statusCode(202);
        physicalCards();
        virtualCards();
    }

    /** A card that can be spent from; its issuer's number. */
    public long spender() {
        return merchant.issuerCard(spender);
    }

    private static String email(String kind) {
        return kind + UUID.randomUUID() + "@example.com";
    }

    private void register(String kind, String status) {
        merchant.patiently()
                .body(Map.of("email", email(kind), "template_id", 1))
                .post("/v1/cardholders")
                .then()
                .statusCode(200)
                .body("status", equalTo(status));
    }

    private void physicalCards() {
        String holder = merchant.approvedCardholder();
        untouched = merchant.assignedCard(holder);
        merchant.patiently()
                .body(Api.assignment(holder, Api.unknownNumber()))
                .post("/v1/cards/physical")
                .then()
                .body("status", equalTo("FAILED"));
        String locked = merchant.assignedCard(holder);
        Faults.onCall("FAIL", "UPDATE_STATUS", merchant.issuerUser(holder));
        ask(locked, "activate", PIN, "FAILED");
        ask(locked, "activate", PIN, "SUCCEEDED");
        ask(locked, "lock", Map.of(), "SUCCEEDED");
        ask(locked, "unlock", Map.of(), "SUCCEEDED");
        Faults.onCall("FAIL", "UPDATE_STATUS", merchant.issuerUser(holder));
        ask(locked, "lock", Map.of(), "FAILED");
        ask(locked, "lock", Map.of(), "SUCCEEDED");
        ask(merchant.activeCard(), "recharges", Map.of("amount", "20.00"), "SUCCEEDED");
    }

    private void virtualCards() {
        spender = merchant.fundedCard("50.00");
        ask(spender, "recharges", Map.of("amount", "25.00"), "SUCCEEDED");
        Faults.onCall("FAIL", "RECHARGE", merchant.ownerOf(spender));
        ask(spender, "recharges", Map.of("amount", "31.00"), "FAILED");
        shop(spender, "purchase", Map.of("amount", 12.50, "merchant", "Banana Market"));
        shop(spender, "purchase", Map.of("amount", 900.00, "merchant", "Banana Yachts"));
        shop(spender, "refund", Map.of("amount", 2.25, "merchant", "Banana Market"));
        shop(spender, "correction", Map.of("amount", -1.00));
        challenge(spender);
        String closed = merchant.fundedCard("40.00");
        ask(closed, "close", Map.of(), "SUCCEEDED");
        merchant.virtualCard();
        toBeActivated();
    }

    private void toBeActivated() {
        String holder = merchant.approvedCardholder();
        for (boolean activated : List.of(false, true)) {
            Response answer = merchant.patiently()
                    .body(Map.of("cardholder_id", holder, "template_id", 3))
                    .post("/v1/cards/virtual");
            answer.then().statusCode(200);
            if (activated) {
                ask(answer.path("card_id"), "activate", Map.of(), "SUCCEEDED");
            }
        }
    }

    private void ask(String card, String what, Map<String, String> body, String status) {
        merchant.patiently()
                .body(body)
                .post("/v1/cards/" + card + "/" + what)
                .then()
                .statusCode(200)
                .body("status", equalTo(status));
    }

    private void shop(String card, String what, Map<String, Object> body) {
        SandboxControl.post("/cards/" + merchant.issuerCard(card) + "/" + what, body);
    }

    private void challenge(String card) {
        shop(
                card,
                "challenge",
                Map.of("amount", 7.25, "merchant", "Banana Air", "then_purchase", true));
        String waiting = "/v1/challenges?card_id=" + card;
        await().until(() -> merchant.get(waiting).jsonPath().getList("data").size() == 1);
        merchant.request()
                .body(Map.of("approve", true))
                .post("/v1/challenges/" + merchant.get(waiting).path("data[0].id") + "/confirm")
                .then()
                .statusCode(204);
    }

    /** A card that was assigned and never activated; its issuer's number. */
    public long untouched() {
        return merchant.issuerCard(untouched);
    }
}
