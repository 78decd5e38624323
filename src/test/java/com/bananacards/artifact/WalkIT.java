package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.SandboxControl;

import io.restassured.RestAssured;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.Map;

/** The README's walk on the packaged artifact, as in production. */
class WalkIT {

    private static final String GUIDES_NUMBER = "1234567890123456";
    private static final String GUIDES_PIN = "123456";

    private static Production production;

    private final Api merchant = Api.merchant();

    @BeforeAll
    static void start() {
        production = Production.start("walk", Map.of());
    }

    @AfterAll
    static void end() {
        production.close();
    }

    @Test
    void theGuidesOwnCardGoesFromNothingToActiveAndGetsAnotherPin() {
        String cardholder = merchant.approvedCardholder();
        assertThat(merchant.get("/v1/cardholders/" + cardholder).<String>path("status"))
                .isEqualTo("APPROVED");

        SandboxControl.put("/settings", Map.of("result_after_ms", 1_000));
        String operation = merchant.request()
                .body(Api.assignment(cardholder, GUIDES_NUMBER))
                .post("/v1/cards/physical")
                .then()
                .statusCode(202)
                .body("status", equalTo("PENDING"))
                .extract()
                .path("id");
        String card = merchant.patiently()
                .get("/v1/operations/" + operation)
                .then()
                .statusCode(200)
                .body("status", equalTo("SUCCEEDED"))
                .extract()
                .path("card_id");
        SandboxControl.put("/settings", Map.of("result_after_ms", 30));
        assertThat(merchant.card(card).getString("status")).isEqualTo("TBA");
        assertThat(merchant.card(card).getString("last4")).isEqualTo("3456");

        merchant.patiently()
                .body(Map.of("pin", GUIDES_PIN))
                .post("/v1/cards/" + card + "/activate")
                .then()
                .statusCode(200)
                .body("status", equalTo("SUCCEEDED"));
        assertThat(merchant.card(card).getString("status")).isEqualTo("ACTIVE");

        merchant.request()
                .body(Map.of("pin", "918273"))
                .put("/v1/cards/" + card + "/pin")
                .then()
                .statusCode(204);
        int issuerCard = merchant.card(card).getInt("issuer_card_id");
        assertThat(SandboxControl.get("/state")
                        .getInt("cards.find { it.card_id == " + issuerCard + " }.pin_changes"))
                .isEqualTo(1);
    }

    @Test
    void anUnknownNumberFailsWithTheIssuersReasonAndAGoodOneWorksAfterIt() {
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
                .statusCode(200)
                .body("data.size()", equalTo(0));

        assertThat(merchant.card(merchant.assignedCard(cardholder)).getString("status"))
                .isEqualTo("TBA");
    }

    @Test
    void withoutATokenNothingIsAnswered() {
        RestAssured.get("/v1/cards").then().statusCode(401);
    }
}
