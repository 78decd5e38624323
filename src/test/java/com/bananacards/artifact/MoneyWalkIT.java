package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.EventClient;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.Tokens;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The README's second walk, a virtual card's whole life, on the packaged artifact: watched live, and its money
 * compared with the issuer's ledger.
 */
class MoneyWalkIT {

    private static final BigDecimal OPENING = new BigDecimal("100000.00");

    private static Production production;

    private final Api merchant = Api.merchant();

    @BeforeAll
    static void start() {
        production = Production.start("money-walk", Map.of());
    }

    @AfterAll
    static void end() {
        production.close();
    }

    @Test
    void aVirtualCardIsPaidIntoSpentFromAndClosedAndEachCentIsAccountedFor() {
        String holder = merchant.approvedCardholder();
        try (EventClient live = EventClient.open(
                List.of(production.url() + "/v1/events?cardholder_id=" + holder),
                Tokens.merchant(),
                null)) {
            live.position();
            JsonPath applied = asked("/v1/cards/virtual", application(holder));
            String card = applied.getString("card_id");
            JsonPath recharged = asked("/v1/cards/" + card + "/recharges", amount("25.00"));
            holds(card, "75.00");

            purchased(card, 12.50);
            holds(card, "62.50");
            asked("/v1/cards/" + card + "/lock", Map.of());
            purchased(card, 5.00);
            asked("/v1/cards/" + card + "/unlock", Map.of());
            confirmed(card, 7.25);
            holds(card, "55.25");
            asked("/v1/cards/" + card + "/close", Map.of());

            holds(card, "0.00");
            spentAndGivenBack(card);
            accountedFor(card, List.of(applied, recharged), new BigDecimal("54.25"));
            seen(live, card);
        }
    }

    private static Map<String, Object> application(String holder) {
        return Map.of("cardholder_id", holder, "template_id", 4, "deposit_amount", "50.00");
    }

    private static Map<String, Object> amount(String amount) {
        return Map.of("amount", amount);
    }

    private JsonPath asked(String path, Map<String, Object> body) {
        Response answer = merchant.patiently().body(body).post(path);
        answer.then().statusCode(200).body("status", equalTo("SUCCEEDED"));
        return answer.jsonPath();
    }

    private void purchased(String card, double amount) {
        int before = transactions(card).size();
        SandboxControl.post(
                "/cards/" + merchant.issuerCard(card) + "/purchase",
                Map.of("amount", amount, "merchant", "Banana Market"));
        await().until(() -> transactions(card).size() > before);
    }

    private List<Map<String, String>> transactions(String card) {
        return merchant.get("/v1/cards/" + card + "/transactions").jsonPath().getList("data");
    }

    /** The issuer asks the cardholder, who says yes, and only then is the money spent. */
    private void confirmed(String card, double amount) {
        SandboxControl.post(
                "/cards/" + merchant.issuerCard(card) + "/challenge",
                Map.of("amount", amount, "merchant", "Banana Air", "then_purchase", true));
        String waiting = "/v1/challenges?card_id=" + card;
        await().until(() -> merchant.get(waiting).jsonPath().getList("data").size() == 1);
        String challenge = merchant.get(waiting).path("data[0].id");
        merchant.request()
                .body(Map.of("approve", true))
                .post("/v1/challenges/" + challenge + "/confirm")
                .then()
                .statusCode(204);
    }

    /** By webhook, so soon; and by asking the issuer. */
    private void holds(String card, String total) {
        await().untilAsserted(() ->
                assertThat(merchant.card(card).getString("balance.total")).isEqualTo(total));
        assertThat(merchant.get("/v1/cards/" + card + "/balance").<String>path("total"))
                .isEqualTo(total);
    }

    /** What is left goes back, less the issuer's fee for it. */
    private void spentAndGivenBack(String card) {
        await().untilAsserted(() -> assertThat(transactions(card).stream()
                        .map(one -> one.get("type") + " " + one.get("status") + " "
                                + one.get("amount")))
                .containsExactlyInAnyOrder(
                        "RECHARGE SUCCESS 25.00",
                        "PURCHASE SUCCESS 12.50",
                        "PURCHASE DECLINED 5.00",
                        "PURCHASE SUCCESS 7.25",
                        "REFUND SUCCESS 54.25"));
    }

    /** Card, operations, account and the issuer's own ledger tell one story. */
    private void accountedFor(String card, List<JsonPath> paid, BigDecimal back) {
        BigDecimal spent = paid.stream()
                .map(one -> money(one, "amount").add(money(one, "fee")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal account = new BigDecimal(merchant.get("/v1/account").<String>path("balance"));
        assertThat(account).isEqualByComparingTo(OPENING.subtract(spent).add(back));

        JsonPath ledger = SandboxControl.get("/ledger");
        assertThat(ledger.getBoolean("balanced")).isTrue();
        Map<String, Object> sums = ledger.getMap("sums");
        assertThat(new BigDecimal(sums.get("merchant").toString())).isEqualByComparingTo(account);
        Object purse = Objects.requireNonNull(sums.get("card:" + merchant.issuerCard(card)));
        assertThat(new BigDecimal(purse.toString())).isZero();
    }

    /** Nothing where the operation names none. */
    private static BigDecimal money(JsonPath json, String member) {
        String text = json.getString(member);
        return text == null ? BigDecimal.ZERO : new BigDecimal(text);
    }

    private static void seen(EventClient live, String card) {
        await().until(() -> live.events().stream()
                .anyMatch(event ->
                        event.name().equals("card.updated") && event.data().contains("CLOSED")));
        assertThat(live.events()).extracting(EventClient.Event::id).doesNotHaveDuplicates();
        assertThat(live.events())
                .extracting(EventClient.Event::name)
                .contains(
                        "operation.updated",
                        "card.updated",
                        "transaction.created",
                        "challenge.created",
                        "challenge.updated");
        assertThat(live.events())
                .filteredOn(event -> event.name().startsWith("card."))
                .allSatisfy(event -> assertThat(event.data()).contains(card));
    }
}
