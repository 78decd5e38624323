package com.bananacards.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Surroundings;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;

import java.util.Map;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class PhysicalCardApiTest {

    private final Api merchant = Api.merchant();

    @Test
    void aCardGoesFromNothingToActiveAndGetsAnotherPin() {
        String cardholder = merchant.approvedCardholder();
        String card = merchant.assignedCard(cardholder);
        assertThat(merchant.card(card).getString("status")).isEqualTo("TBA");

        merchant.patiently()
                .body(Map.of("pin", "123456"))
                .post("/v1/cards/" + card + "/activate")
                .then()
                .statusCode(200)
                .header("Preference-Applied", "wait=20")
                .body("status", equalTo("SUCCEEDED"))
                .body("warnings[0]", equalTo("simple_pin"));
        assertThat(merchant.card(card).getString("status")).isEqualTo("ACTIVE");

        merchant.request()
                .body(Map.of("pin", "918273"))
                .put("/v1/cards/" + card + "/pin")
                .then()
                .statusCode(204);
    }

    @Test
    void anUnknownNumberFailsWithTheIssuersReasonAndLeavesNoCard() {
        String cardholder = merchant.approvedCardholder();

        merchant.patiently()
                .body(Api.assignment(cardholder, Api.unknownNumber()))
                .post("/v1/cards/physical")
                .then()
                .statusCode(200)
                .body("status", equalTo("FAILED"))
                .body("card_id", nullValue())
                .body("reason.code", equalTo("card_number_not_found"))
                .body("reason.issuer", equalTo("101:0 - card number not exist"));
        merchant.get("/v1/cards?cardholder_id=" + cardholder)
                .then()
                .body("data.size()", equalTo(0));

        assertThat(merchant.card(merchant.assignedCard(cardholder)).getString("status"))
                .isEqualTo("TBA");
    }
}
