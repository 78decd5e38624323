package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.SandboxControl;

import io.restassured.response.Response;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The one assignment of one new cardholder, as the merchant, the issuer and the database see it. */
final class Assignment {

    private static final Duration SETTLED = Duration.ofSeconds(40);

    private final Production production;
    private final Api merchant;
    private final String key;
    private final String cardholder;
    private final long issuerUser;
    private final String number = Api.stockedNumber();

    Assignment(Production production, Api merchant, String key) {
        this.production = production;
        this.merchant = merchant;
        this.key = key;
        cardholder = merchant.approvedCardholder();
        issuerUser =
                merchant.get("/v1/cardholders/" + cardholder).jsonPath().getLong("issuer_user_id");
    }

    long issuerUser() {
        return issuerUser;
    }

    /** Asks for it; each time with the same key. */
    Response send() {
        return merchant.request(key)
                .body(Api.assignment(cardholder, number))
                .post("/v1/cards/physical");
    }

    /** Asks for it and gets no answer, because the service ends before. */
    CompletableFuture<Void> sendAndLose() {
        return CompletableFuture.supplyAsync(this::send).handle((answer, failure) -> {
            assertThat(answer).as("an answer that should be lost").isNull();
            return null;
        });
    }

    List<Map<String, Object>> operations() {
        return merchant.get("/v1/operations?kind=CARD_ASSIGN&cardholder_id=" + cardholder)
                .jsonPath()
                .getList("data");
    }

    long callsOfTheIssuer() {
        return SandboxControl.calls("ASSIGN", issuerUser);
    }

    boolean isDoneAtTheIssuer() {
        return !cardsOfTheIssuer().isEmpty();
    }

    boolean webhookWasTaken() {
        return webhooks().contains(200);
    }

    /** How the service answered the webhooks of it; null for not at all. */
    List<Integer> webhooks() {
        String mine = "webhook_attempts.findAll { it.user_id == " + issuerUser
                + " && it.event == 'CARD_ASSIGN_RESULT' }.status_code";
        return SandboxControl.get("/state").getList(mine);
    }

    /** What became of its deliveries that came as webhooks; they name the card alone. */
    List<String> deliveries() {
        return production
                .database()
                .column("SELECT status FROM delivery_now WHERE type = 'CARD_ASSIGN_RESULT' AND"
                        + " source = 'WEBHOOK' AND issuer_card_id = "
                        + cardsOfTheIssuer().getFirst());
    }

    /** Nothing lost and nothing twice: one operation that succeeded, one call, one card on either side. */
    void mustEndWithOneCard() {
        await().atMost(SETTLED)
                .untilAsserted(() -> assertThat(operations())
                        .extracting(operation -> operation.get("status"))
                        .containsExactly("SUCCEEDED"));
        assertThat(callsOfTheIssuer()).isEqualTo(1);
        assertThat(cards()).hasSize(1).isEqualTo(cardsOfTheIssuer());
        assertThat(journalled("CardCreated")).isEqualTo(1);
    }

    private List<Integer> cards() {
        return merchant.get("/v1/cards?cardholder_id=" + cardholder)
                .jsonPath()
                .getList("data.issuer_card_id");
    }

    private List<Integer> cardsOfTheIssuer() {
        return SandboxControl.get("/state")
                .getList("cards.findAll { it.user_id == " + issuerUser + " }.card_id");
    }

    private int journalled(String kind) {
        return production
                .database()
                .column("SELECT 1 FROM journal WHERE kind = '" + kind + "' AND cardholder_id = '"
                        + cardholder + "'")
                .size();
    }
}
