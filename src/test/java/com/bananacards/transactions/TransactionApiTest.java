package com.bananacards.transactions;

import static com.bananacards.testsupport.Refusals.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.WebhookSender;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the issuer reports of spending is listed once each, in its own words. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class TransactionApiTest {

    private final Api merchant = Api.merchant();
    private String card;
    private long number;

    @BeforeEach
    void prepare() {
        card = merchant.fundedCard("100.00");
        number = merchant.issuerCard(card);
    }

    private List<Map<String, Object>> transactions() {
        return merchant.get("/v1/cards/" + card + "/transactions").jsonPath().getList("data");
    }

    private List<Map<String, Object>> awaitTransactions(int count) {
        await().untilAsserted(() -> assertThat(transactions()).hasSize(count));
        return transactions();
    }

    private void befall(String what, String amount) {
        SandboxControl.post(
                "/cards/" + number + "/" + what, Map.of("amount", new BigDecimal(amount)));
    }

    private void report(long id, String status, long at) {
        Map<String, Object> payload = new HashMap<>(Map.of(
                "card_id",
                number,
                "transaction_id",
                id,
                "type",
                "CASHBACK",
                "status",
                status,
                "amount",
                new BigDecimal("3.21"),
                "currency",
                "EUR",
                "merchant",
                "Banana Stand",
                "occur_time",
                at));
        WebhookSender.deliver("TRANSACTION_CREATED", payload);
    }

    @Test
    void aPurchaseIsListed() {
        befall("purchase", "30.10");

        Map<String, Object> one = awaitTransactions(1).getFirst();

        assertThat(one)
                .containsEntry("type", "PURCHASE")
                .containsEntry("amount", "30.10")
                .containsEntry("currency", "USD")
                .containsEntry("merchant", "Banana Stand")
                .containsEntry("card_id", card)
                .containsKeys("id", "issuer_transaction_id", "status", "occurred_at");
    }

    @Test
    void aDeclinedPurchaseIsListedAsSuch() {
        befall("purchase", "500.00");

        assertThat(awaitTransactions(1).getFirst())
                .containsEntry("status", "DECLINED")
                .containsEntry("amount", "500.00");
    }

    @Test
    void aCorrectionIsListedAndTheBalanceFollows() {
        befall("correction", "-5.00");

        assertThat(awaitTransactions(1).getFirst())
                .containsEntry("type", "CORRECTION")
                .containsEntry("amount", "-5.00");
        await().untilAsserted(() ->
                assertThat(merchant.card(card).getString("balance.total")).isEqualTo("95.00"));
    }

    @Test
    void aRechargeAndTheRefundOfAClosureAreListed() {
        merchant.recharge(card, "50.00").then().statusCode(200);
        merchant.patiently().post("/v1/cards/" + card + "/close").then().statusCode(200);

        assertThat(awaitTransactions(2))
                .extracting(one -> one.get("type"), one -> one.get("amount"))
                .contains(
                        org.assertj.core.groups.Tuple.tuple("RECHARGE", "50.00"),
                        org.assertj.core.groups.Tuple.tuple("REFUND", "149.00"));
    }

    /** The result came later than the transaction was made; what is said of it has its own, earlier time. */
    @Test
    void aRechargeThatIsReversedIsShownAsSuch() {
        merchant.recharge(card, "50.00").then().statusCode(200);
        Map<String, Object> recharge = awaitTransactions(1).getFirst();

        WebhookSender.deliver(
                "TRANSACTION_CREATED",
                Map.of(
                        "card_id",
                        number,
                        "transaction_id",
                        recharge.get("issuer_transaction_id"),
                        "type",
                        "RECHARGE",
                        "status",
                        "REVERSED",
                        "amount",
                        new BigDecimal("50.00"),
                        "currency",
                        "USD",
                        "occur_time",
                        1_760_000_000_000L));

        await().untilAsserted(() -> assertThat(transactions().getFirst())
                .containsEntry("status", "REVERSED")
                .containsEntry("occurred_at", "2025-10-09T08:53:20.000Z"));
    }

    @Test
    void wordsThatNobodyDocumentedAreKept() {
        report(7_000_001, "SOMEHOW", 1_760_000_000_000L);

        assertThat(awaitTransactions(1).getFirst())
                .containsEntry("type", "CASHBACK")
                .containsEntry("status", "SOMEHOW")
                .containsEntry("currency", "EUR")
                .containsEntry("occurred_at", "2025-10-09T08:53:20.000Z");
    }

    @Test
    void aLaterStatusChangesTheTransactionAndAnOlderOneDoesNot() {
        report(7_000_002, "PENDING", 1_760_000_001_000L);
        awaitTransactions(1);
        report(7_000_002, "SETTLED", 1_760_000_002_000L);
        await().untilAsserted(() ->
                assertThat(transactions().getFirst()).containsEntry("status", "SETTLED"));
        report(7_000_002, "REVERSED", 1_760_000_001_500L);
        report(7_000_003, "PENDING", 1_760_000_001_000L);

        assertThat(awaitTransactions(2).get(1)).containsEntry("status", "SETTLED");
    }

    @Test
    void theSameReportTwiceIsOneTransaction() {
        report(7_000_004, "SETTLED", 1_760_000_001_000L);
        report(7_000_004, "SETTLED", 1_760_000_001_000L);
        report(7_000_005, "SETTLED", 1_760_000_001_000L);

        assertThat(awaitTransactions(2)).hasSize(2);
    }

    @Test
    void filtersAndPagesNarrowTheList() {
        befall("purchase", "1.00");
        befall("purchase", "500.00");
        befall("purchase", "2.00");
        awaitTransactions(3);
        String path = "/v1/cards/" + card + "/transactions";

        assertThat(merchant.get(path + "?status=DECLINED").jsonPath().getList("data"))
                .hasSize(1);
        assertThat(merchant.get(path + "?type=REFUND").jsonPath().getList("data"))
                .isEmpty();
        var page = merchant.get(path + "?limit=2").jsonPath();
        assertThat(page.getList("data")).hasSize(2);
        assertThat(merchant.get(path + "?limit=2&after=" + page.getString("next"))
                        .jsonPath()
                        .getList("data"))
                .hasSize(1);
    }

    @Test
    void anotherCardholdersTransactionsDoNotExist() {
        String other = merchant.approvedCardholder();

        assertProblem(
                Api.cardholder(other).get("/v1/cards/" + card + "/transactions"), 404, "not_found");
    }
}
