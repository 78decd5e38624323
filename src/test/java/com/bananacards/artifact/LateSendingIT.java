package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.Upstream;
import com.bananacards.testsupport.Words;

import io.restassured.response.Response;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** Whoever stood still between recording and sending sends nothing: with no time at all every request is too late. */
class LateSendingIT {

    @Test
    void nothingIsSentAndTheCallerIsToldSo() {
        try (Production ignored = Production.start("late", Map.of("SETTLEMENT_SEND_LEASE", "0S"))) {
            List<Integer> before = Upstream.changes();
            Api merchant = Api.merchant();

            Response refused = merchant.request()
                    .body(Map.of(
                            "email", "late" + Words.unique() + "@example.com", "template_id", 1))
                    .post("/v1/cardholders");

            refused.then().statusCode(503).body("code", equalTo("issuer_unavailable"));
            merchant.get("/v1/operations/" + refused.path("operation_id"))
                    .then()
                    .body("status", equalTo("FAILED"))
                    .body("reason.code", equalTo("too_late_to_send"));
            assertThat(Upstream.changes()).isEqualTo(before);
        }
    }
}
