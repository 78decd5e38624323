package com.bananacards.funding;

import static com.bananacards.testsupport.Refusals.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.WebhookSender;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Balances, live and last known, and that money adds up to the cent with the issuer's own books. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class BalanceApiTest {

    private final Api merchant = Api.merchant();
    private String card;
    private long number;
    private long user;

    @BeforeEach
    void prepare() {
        card = merchant.fundedCard("100.00");
        number = merchant.issuerCard(card);
        user = merchant.ownerOf(card);
    }

    @AfterEach
    void withoutFaults() {
        Faults.clear();
    }

    private void purchase(String amount) {
        SandboxControl.post(
                "/cards/" + number + "/purchase", Map.of("amount", new BigDecimal(amount)));
    }

    private Response balance() {
        return merchant.get("/v1/cards/" + card + "/balance");
    }

    private void awaitKnown(String total) {
        await().untilAsserted(() ->
                assertThat(merchant.card(card).getString("balance.total")).isEqualTo(total));
    }

    @Test
    void aPurchaseShowsInTheBalance() {
        purchase("30.10");

        awaitKnown("69.90");
        assertThat(balance().<String>path("total")).isEqualTo("69.90");
        assertThat(balance().<String>path("available")).isEqualTo("69.90");
        assertThat(balance().<Boolean>path("stale")).isFalse();
    }

    @Test
    void aLiveBalanceIsKept() {
        Faults.onWebhook("LOSE", "CARD_BALANCE_CHANGE", user, Map.of("times", 10));
        purchase("25.00");

        assertThat(balance().<String>path("total")).isEqualTo("75.00");
        assertThat(merchant.card(card).getString("balance.total")).isEqualTo("75.00");
    }

    @Test
    void whenTheIssuerIsDownTheLastKnownBalanceIsShownAsStale() {
        Faults.onCall("DOWN", "BALANCE", user, Map.of("times", 10));

        Response answer = balance();

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.<Boolean>path("stale")).isTrue();
        assertThat(answer.<String>path("total")).isEqualTo("100.00");
        assertThat(answer.<String>path("as_of"))
                .isEqualTo(merchant.card(card).getString("balance.as_of"));
    }

    @Test
    void whatTheIssuerRefusesIsSaidSo() {
        Faults.onCall("REFUSE", "BALANCE", user, Map.of("text", "103:1 - no such card"));

        assertProblem(balance(), 422, "issuer_refused");
        assertThat(merchant.card(card).getString("balance.total")).isEqualTo("100.00");
    }

    @Test
    void anotherCardholdersBalanceDoesNotExist() {
        String other = merchant.approvedCardholder();
        String owner = merchant.card(card).getString("cardholder_id");

        assertProblem(
                Api.cardholder(other).get("/v1/cards/" + card + "/balance"), 404, "not_found");
        assertThat(Api.cardholder(owner).get("/v1/cards/" + card + "/balance").statusCode())
                .isEqualTo(200);
    }

    @Test
    void anOlderBalanceChangesNothing() {
        long now = System.currentTimeMillis();
        send("40.00", now + 20_000);
        awaitKnown("40.00");
        send("90.00", now + 10_000);
        send("35.00", now + 30_000);

        awaitKnown("35.00");
        assertThat(told()).contains("40.00", "35.00").doesNotContain("90.00");
    }

    /** The totals that the journal has of the card. */
    private List<String> told() {
        return merchant.get("/v1/cards/" + card + "/timeline?limit=100")
                .jsonPath()
                .getList("data.data.total");
    }

    private void send(String balance, long at) {
        WebhookSender.deliver(
                "CARD_BALANCE_CHANGE",
                Map.of(
                        "card_id",
                        number,
                        "amount",
                        new BigDecimal(balance),
                        "available",
                        new BigDecimal(balance),
                        "before_available",
                        new BigDecimal("1.00"),
                        "currency",
                        "USD",
                        "occur_time",
                        at));
    }

    @Test
    void theAccountIsShownToTheMerchantAlone() {
        Response answer = merchant.get("/v1/account");
        String owner = merchant.card(card).getString("cardholder_id");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.<Boolean>path("stale")).isFalse();
        assertThat(answer.<String>path("currency")).isEqualTo("USD");
        assertProblem(Api.cardholder(owner).get("/v1/account"), 403, "forbidden");
    }

    @Test
    void whenTheIssuerIsDownTheAccountIsTheLastKnownOne() {
        String before = merchant.get("/v1/account").path("balance");
        Faults.add("DOWN", Map.of("endpoint", "ACCOUNT_BALANCE"), Map.of("times", 10));

        Response answer = merchant.get("/v1/account");

        assertThat(answer.<Boolean>path("stale")).isTrue();
        assertThat(answer.<String>path("balance")).isEqualTo(before);
    }

    @Test
    void moneyAddsUpToTheCent() {
        merchant.recharge(card, "50.25").then().statusCode(200);
        purchase("30.10");
        awaitKnown("120.15");

        Response closed = merchant.patiently().post("/v1/cards/" + card + "/close");

        assertThat(closed.<String>path("status")).as(closed.asString()).isEqualTo("SUCCEEDED");
        assertThat(closed.<String>path("fee")).isEqualTo("1.00");
        assertThat(merchant.card(card).getString("balance.total")).isEqualTo("0.00");
        assertThat(paidOut(number)).isEqualByComparingTo("-37.60");
    }

    /** Deposit, recharge and their fees, less the refund: 100 + 5 + 50.25 + 1.50 - (120.15 - 1.00). */
    private static BigDecimal paidOut(long card) {
        return SandboxControl.get("/ledger")
                .<Map<String, Object>>getList("entries.findAll { it.card_id == " + card + " }")
                .stream()
                .map(entry -> merchantsPart(entry))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal merchantsPart(Map<String, Object> entry) {
        BigDecimal amount = new BigDecimal(String.valueOf(entry.get("amount")));
        if ("merchant".equals(entry.get("from"))) {
            return amount.negate();
        }
        return "merchant".equals(entry.get("to")) ? amount : BigDecimal.ZERO;
    }
}
