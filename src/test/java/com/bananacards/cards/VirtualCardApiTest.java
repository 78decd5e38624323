package com.bananacards.cards;

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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Virtual cards of each kind of template, and what a template asks for before the issuer is asked. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class VirtualCardApiTest {

    private final Api merchant = Api.merchant();
    private String cardholder;
    private long user;

    @BeforeEach
    void prepare() {
        cardholder = merchant.approvedCardholder();
        user = merchant.issuerUser(cardholder);
    }

    private Response apply(int template, Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("cardholder_id", cardholder);
        body.put("template_id", template);
        return merchant.patiently().body(body).post("/v1/cards/virtual");
    }

    @Test
    void anInstantCardIsActiveAndCostsItsFee() {
        Response answer = apply(2, Map.of());

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.<String>path("kind")).isEqualTo("CARD_APPLY");
        assertThat(answer.<String>path("status")).isEqualTo("SUCCEEDED");
        assertThat(answer.<String>path("fee")).isEqualTo("5.00");
        assertThat(answer.<String>path("amount")).isNull();
        JsonPath card = merchant.card(answer.path("card_id"));
        assertThat(card.getString("type")).isEqualTo("VIRTUAL");
        assertThat(card.getString("status")).isEqualTo("ACTIVE");
        assertThat(card.getString("activated_at")).isNotNull();
        assertThat(card.getString("balance.total")).isEqualTo("0.00");
    }

    @Test
    void aCardThatNeedsActivationIsActivatedWithoutAPin() {
        String card = apply(3, Map.of()).path("card_id");
        assertThat(merchant.card(card).getString("status")).isEqualTo("TBA");

        Response refused = merchant.request()
                .body(Map.of("pin", "483921"))
                .post("/v1/cards/" + card + "/activate");
        Response done = merchant.patiently().post("/v1/cards/" + card + "/activate");

        assertProblem(refused, 400, "validation_failed");
        assertThat(refused.<String>path("errors[0].code")).isEqualTo("not_allowed");
        assertThat(done.<String>path("status")).isEqualTo("SUCCEEDED");
        assertThat(merchant.card(card).getString("status")).isEqualTo("ACTIVE");
    }

    @Test
    void aDepositIsOnTheCardFromTheBeginning() {
        Response answer = apply(4, Map.of("deposit_amount", "100.00"));

        assertThat(answer.<String>path("amount")).isEqualTo("100.00");
        assertThat(answer.<String>path("fee")).isEqualTo("5.00");
        JsonPath card = merchant.card(answer.path("card_id"));
        assertThat(card.getString("balance.total")).isEqualTo("100.00");
        assertThat(card.getString("balance.as_of")).isNotNull();
    }

    @Test
    void aMissingDepositIsNamedAndNothingIsSent() {
        Response answer = apply(4, Map.of());

        assertProblem(answer, 422, "template_requirement");
        assertThat(answer.<String>path("errors[0].pointer")).isEqualTo("/deposit_amount");
        assertThat(Upstream.calls("APPLY", user)).isZero();
    }

    @Test
    void aDepositThatNobodyAskedForIsRefused() {
        Response answer = apply(2, Map.of("deposit_amount", "100.00"));

        assertProblem(answer, 400, "validation_failed");
        assertThat(answer.<String>path("errors[0].code")).isEqualTo("not_allowed");
        assertThat(Upstream.calls("APPLY", user)).isZero();
    }

    @Test
    void aDepositOutsideTheLimitsIsRefused() {
        assertProblem(apply(4, Map.of("deposit_amount", "0.01")), 422, "amount_out_of_limits");
        assertProblem(apply(4, Map.of("deposit_amount", "999999999")), 422, "amount_out_of_limits");
        assertThat(Upstream.calls("APPLY", user)).isZero();
    }

    @Test
    void aTemplateOfAnotherTypeOrOfNoTypeIsRefused() {
        assertProblem(apply(1, Map.of()), 422, "template_type_mismatch");
        assertProblem(apply(4711, Map.of()), 422, "unknown_template");
        assertThat(Upstream.calls("APPLY", user)).isZero();
    }

    @Test
    void aCardholderCanNotSpendTheMerchantsMoney() {
        Response answer = Api.cardholder(cardholder)
                .request()
                .body(Map.of("cardholder_id", cardholder, "template_id", 2))
                .post("/v1/cards/virtual");

        assertProblem(answer, 403, "forbidden");
    }

    @Test
    void anApplicationThatTheIssuerCouldNotDoLeavesNoCard() {
        Faults.onCall("FAIL", "APPLY", user);

        Response answer = apply(2, Map.of());

        assertThat(answer.<String>path("status")).isEqualTo("FAILED");
        assertThat(answer.<String>path("card_id")).isNull();
        assertThat(apply(2, Map.of()).<String>path("status")).isEqualTo("SUCCEEDED");
    }

    @Test
    void anApplicationWhoseAnswerIsLostIsSettledByItsWebhookAndSentOnce() {
        Faults.onCall("DROP_AFTER", "APPLY", user);

        Response answer = apply(2, Map.of());

        assertThat(answer.<String>path("status")).isEqualTo("SUCCEEDED");
        assertThat(Upstream.calls("APPLY", user)).isEqualTo(1);
    }

    @Test
    void twoApplicationsForOneTemplateAreOneTooMany() {
        Faults.onWebhook("DELAY", "CARD_APPLY_RESULT", user, Map.of("delay_ms", 1500));
        Map<String, Object> body = Map.of("cardholder_id", cardholder, "template_id", 2);
        String first = merchant.request().body(body).post("/v1/cards/virtual").path("id");

        Response second = merchant.request().body(body).post("/v1/cards/virtual");

        assertProblem(second, 409, "operation_in_progress");
        assertThat(second.<String>path("operation_id")).isEqualTo(first);
        assertThat(merchant.settled(first).getString("status")).isEqualTo("SUCCEEDED");
        assertThat(Upstream.calls("APPLY", user)).isEqualTo(1);
    }

    @Test
    void aRegistrationWithoutWhatItsTemplateNeedsIsRefused() {
        Response kyc = register(5);
        Response phone = register(6);

        assertProblem(kyc, 422, "template_requirement");
        assertThat(kyc.<String>path("errors[0].pointer")).isEqualTo("/kyc");
        assertProblem(phone, 422, "template_requirement");
        assertThat(phone.<String>path("errors[0].pointer")).isEqualTo("/dial_code");
        assertProblem(register(4711), 422, "unknown_template");
    }

    private Response register(int template) {
        return merchant.request()
                .body(Map.of(
                        "email", "v" + UUID.randomUUID() + "@example.com", "template_id", template))
                .post("/v1/cardholders");
    }
}
