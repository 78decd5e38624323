package com.bananacards.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Upstream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Money that neither a webhook nor a record ever told of: what the other witnesses say is weighed. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class MoneyEvidenceApiTest {

    private final Api merchant = Api.merchant();
    private String card;
    private long user;

    @BeforeEach
    void prepare() {
        card = merchant.fundedCard("100.00");
        user = merchant.ownerOf(card);
    }

    @AfterEach
    void withoutFaults() {
        Faults.clear();
    }

    /** Neither sent nor recorded. */
    private void never(String event) {
        Faults.onWebhook("FORGET", event, user, Map.of("times", 10));
    }

    @Test
    void aRechargeThatNobodyTellsOfIsSettledByWhatItLeftBehind() {
        never("CARD_RECHARGE_RESULT");
        never("CARD_BALANCE_CHANGE");

        JsonPath settled = settled(recharge());

        assertThat(settled.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(said(settled))
                .containsEntry("transactions", "MOVED")
                .containsEntry("card_balance", "MOVED")
                .containsEntry("verdict", "SUCCESS");
        assertThat(settled.getString("evidence.find { it.witness == 'card_balance' }.details"))
                .isEqualTo("100.00 before, 150.00 now");
        assertThat(balance()).isEqualTo("150.00");
        assertThat(Upstream.calls("RECHARGE", user)).isEqualTo(1);
    }

    @Test
    void itsWebhookThatComesAfterAllAddsNothing() {
        Faults.onWebhook("FORGET", "CARD_BALANCE_CHANGE", user, Map.of("times", 10));
        never("CARD_RECHARGE_RESULT");
        String operation = recharge();
        JsonPath settled = settled(operation);
        assertThat(settled.getString("status")).isEqualTo("SUCCEEDED");

        String before = newestRepeated();
        tellOfIt(merchant.get("/v1/cards/" + card + "/transactions")
                .jsonPath()
                .getInt("data.find { it.type == 'RECHARGE' }.issuer_transaction_id"));

        await().untilAsserted(() -> assertThat(newestRepeated())
                .as(Api.operator().get("/v1/admin/deliveries?limit=5").asString())
                .isNotEqualTo(before));
        assertThat(balance()).isEqualTo("150.00");
        assertThat(merchant.settled(operation).getList("warnings")).isEmpty();
    }

    @Test
    void aRechargeThatNeverArrivedIsNotMovedAndLeavesTheCardFree() {
        Faults.onCall("DROP_BEFORE", "RECHARGE", user);

        JsonPath settled = settled(recharge());

        assertThat(settled.getString("status")).isEqualTo("FAILED");
        assertThat(settled.getString("reason.code")).isEqualTo("not_moved");
        assertThat(said(settled))
                .containsEntry("transactions", "NOT_MOVED")
                .containsEntry("card_balance", "NOT_MOVED")
                .containsEntry("verdict", "FAILED");
        assertThat(Upstream.calls("RECHARGE", user)).isEqualTo(1);
        assertThat(merchant.recharge(card, "20.00").<String>path("status")).isEqualTo("SUCCEEDED");
        assertThat(balance()).isEqualTo("120.00");
    }

    @Test
    void moneyThatMovesAfterItWasCalledNotMovedIsCountedAndTheContradictionShown() {
        Faults.onCall("DROP_BEFORE", "RECHARGE", user);
        String operation = recharge();
        assertThat(settled(operation).getString("reason.code")).isEqualTo("not_moved");

        tellOfIt(7_000_001);

        await().untilAsserted(() -> assertThat(balance()).isEqualTo("150.00"));
        assertThat(merchant.settled(operation).getList("warnings")).contains("contradicted");
    }

    @Test
    void aClosureThatNobodyTellsOfIsSettledByWhatItLeftBehind() {
        never("CARD_CLOSE_RESULT");
        String operation =
                merchant.request().post("/v1/cards/" + card + "/close").path("id");

        JsonPath settled = settled(operation);

        assertThat(settled.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(said(settled))
                .containsEntry("card_information", "MOVED")
                .containsEntry("transactions", "MOVED");
        assertThat(merchant.card(card).getString("status")).isEqualTo("CLOSED");
        assertThat(balance()).isEqualTo("0.00");
    }

    @Test
    void anApplicationThatNobodyTellsOfIsSettledByItsCardAndDeposit() {
        never("CARD_APPLY_RESULT");
        String operation = merchant.request()
                .body(Map.of(
                        "cardholder_id",
                        merchant.card(card).getString("cardholder_id"),
                        "template_id",
                        4,
                        "deposit_amount",
                        "70.00"))
                .post("/v1/cards/virtual")
                .path("id");

        JsonPath settled = settled(operation);

        assertThat(settled.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(said(settled))
                .containsEntry("card_information", "MOVED")
                .containsEntry("card_balance", "MOVED");
        assertThat(merchant.card(settled.getString("card_id")).getString("balance.total"))
                .isEqualTo("70.00");
    }

    @Test
    void theTimelineTellsWhatWasFoundOut() {
        never("CARD_RECHARGE_RESULT");
        settled(recharge());

        Response timeline = merchant.get("/v1/cards/" + card + "/timeline?limit=100");

        assertThat(timeline.jsonPath().getList("data.kind", String.class))
                .contains("EvidenceWeighed", "OperationSucceeded", "CardRecharged");
    }

    private String recharge() {
        return merchant.request()
                .body(Map.of("amount", "50.00"))
                .post("/v1/cards/" + card + "/recharges")
                .path("id");
    }

    private JsonPath settled(String operation) {
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(
                                merchant.get("/v1/operations/" + operation).asString())
                        .containsAnyOf("SUCCEEDED", "\"FAILED\",\"card", "IN_REVIEW"));
        return merchant.get("/v1/operations/" + operation).jsonPath();
    }

    private static Map<String, String> said(JsonPath operation) {
        List<String> witnesses = operation.getList("evidence.witness");
        List<String> says = operation.getList("evidence.says");
        return IntStream.range(0, witnesses.size())
                .boxed()
                .collect(Collectors.toMap(witnesses::get, says::get));
    }

    private String balance() {
        return merchant.card(card).getString("balance.total");
    }

    /** The webhook, genuine and late. */
    private void tellOfIt(long transaction) {
        Faults.clear();
        SandboxControl.post(
                "/webhooks",
                Map.of(
                        "type",
                        "CARD_RECHARGE_RESULT",
                        "payload",
                        Map.of(
                                "card_id",
                                merchant.issuerCard(card),
                                "transaction_id",
                                transaction,
                                "receive_amount",
                                50.00,
                                "status",
                                "SUCCESS",
                                "currency",
                                "USD",
                                "occur_time",
                                System.currentTimeMillis())));
    }

    /** The newest delivery that had no effect because its effect was there; null before the first. */
    private static String newestRepeated() {
        return Api.operator()
                .get("/v1/admin/deliveries?status=REPEATED&type=CARD_RECHARGE_RESULT&limit=1")
                .path("data[0].id");
    }
}
