package com.bananacards.funding;

import static com.bananacards.testsupport.Refusals.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Upstream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.UUID;

/** Recharges: what they cost, what is refused before a call is spent, and that each is sent once. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RechargeApiTest {

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

    private String balance() {
        return merchant.card(card).getString("balance.total");
    }

    @Test
    void aRechargeReachesTheCardAndNamesItsFee() {
        Response answer = merchant.recharge(card, "50.25");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.<String>path("kind")).isEqualTo("CARD_RECHARGE");
        assertThat(answer.<String>path("status")).isEqualTo("SUCCEEDED");
        assertThat(answer.<String>path("amount")).isEqualTo("50.25");
        assertThat(answer.<String>path("fee")).isEqualTo("1.50");
        assertThat(answer.<String>path("currency")).isEqualTo("USD");
        assertThat(answer.<String>path("evidence[0].witness")).isEqualTo("webhook");
        assertThat(balance()).isEqualTo("150.25");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"10.001\"", "0", "-5", "\"1e2\"", "\"NaN\"", "true", "\"\"", "\" 5\""})
    void anAmountThatIsNoneIsRefusedAndNothingIsSent(String amount) {
        Response answer = merchant.request()
                .body("{\"amount\": " + amount + "}")
                .post("/v1/cards/" + card + "/recharges");

        assertProblem(answer, 400, "validation_failed");
        assertThat(answer.<String>path("errors[0].pointer")).isEqualTo("/amount");
        assertThat(Upstream.calls("RECHARGE", user)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.01", "10000000"})
    void anAmountOutsideTheTemplatesLimitsIsRefusedAndNothingIsSent(String amount) {
        assertProblem(merchant.recharge(card, amount), 422, "amount_out_of_limits");
        assertThat(Upstream.calls("RECHARGE", user)).isZero();
    }

    @Test
    void aFirstRechargeHasALargerMinimum() {
        String fresh = merchant.virtualCard();

        assertProblem(merchant.recharge(fresh, "10.00"), 422, "amount_out_of_limits");
        assertThat(merchant.recharge(fresh, "20.00").statusCode()).isEqualTo(200);
        assertThat(merchant.recharge(fresh, "10.00").statusCode()).isEqualTo(200);
    }

    @Test
    void whatTheIssuerRefusesFailsWithItsWords() {
        Faults.onCall("REFUSE", "RECHARGE", user, Map.of("text", "107:1 - not today"));

        Response answer = merchant.recharge(card, "50.00");

        assertThat(answer.<String>path("status")).isEqualTo("FAILED");
        assertThat(answer.<String>path("reason.issuer")).isEqualTo("107:1 - not today");
        assertThat(balance()).isEqualTo("100.00");
    }

    @Test
    void whatTheIssuerCouldNotDoFailsAndMovesNothing() {
        Faults.onCall("FAIL", "RECHARGE", user);

        assertThat(merchant.recharge(card, "50.00").<String>path("status")).isEqualTo("FAILED");
        assertThat(balance()).isEqualTo("100.00");
    }

    @Test
    void aRechargeWhoseAnswerIsLostIsSettledByItsWebhookAndSentOnce() {
        Faults.onCall("DROP_AFTER", "RECHARGE", user);

        Response answer = merchant.recharge(card, "50.00");

        assertThat(answer.<String>path("status")).isEqualTo("SUCCEEDED");
        assertThat(balance()).isEqualTo("150.00");
        assertThat(Upstream.calls("RECHARGE", user)).isEqualTo(1);
    }

    @Test
    void aRechargeWhoseWebhookIsLostIsSettledByItsRecordOrByWhatItLeftBehind() {
        Faults.onWebhook("LOSE", "CARD_RECHARGE_RESULT", user, Map.of("times", 10));
        String operation = merchant.request()
                .body(Map.of("amount", "50.00"))
                .post("/v1/cards/" + card + "/recharges")
                .path("id");

        JsonPath settled = merchant.settled(operation);

        assertThat(settled.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(settled.getList("evidence.witness", String.class))
                .containsAnyOf("webhook_records", "verdict")
                .doesNotContain("webhook");
        assertThat(balance()).isEqualTo("150.00");
    }

    @Test
    void aCardThatIsLockedTakesNoMoney() {
        merchant.patiently().post("/v1/cards/" + card + "/lock").then().statusCode(200);

        Response answer = merchant.recharge(card, "50.00");

        assertProblem(answer, 409, "card_status_conflict");
        assertThat(answer.jsonPath().<String>getList("allowed")).containsExactly("CARD_UNLOCK");
    }

    @Test
    void onlyTheMerchantRecharges() {
        String owner = merchant.card(card).getString("cardholder_id");

        assertProblem(Api.cardholder(owner).recharge(card, "50.00"), 403, "forbidden");
        assertProblem(merchant.recharge(UUID.randomUUID().toString(), "50.00"), 404, "not_found");
    }

    @Test
    void aRehearsalSaysWhatItCostsAndDoesNothing() {
        Response answer = merchant.request()
                .body(Map.of("amount", "50.00"))
                .post("/v1/cards/" + card + "/recharges?dry_run=true");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.<String>path("kind")).isEqualTo("CARD_RECHARGE");
        assertThat(answer.<Map<String, String>>path("cost"))
                .isEqualTo(Map.of(
                        "amount", "50.00", "fee", "1.50", "total", "51.50", "currency", "USD"));
        assertThat(answer.<String>path("resulting_balance")).isEqualTo("150.00");
        assertThat(answer.jsonPath().getList("blockers")).isEmpty();
        assertThat(Upstream.calls("RECHARGE", user)).isZero();
        assertThat(balance()).isEqualTo("100.00");
    }

    @Test
    void aRehearsalShowsAllThatIsInTheWay() {
        merchant.patiently().post("/v1/cards/" + card + "/lock").then().statusCode(200);

        Response answer = merchant.request()
                .body(Map.of("amount", "10000000"))
                .post("/v1/cards/" + card + "/recharges?dry_run=true");

        assertThat(answer.jsonPath().<String>getList("blockers.code"))
                .contains("card_status_conflict", "amount_out_of_limits");
    }
}
