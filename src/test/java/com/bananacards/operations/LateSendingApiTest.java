package com.bananacards.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Upstream;
import com.bananacards.testsupport.Words;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** Whoever stood still between recording and sending sends nothing: here every request is too late. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(LateSendingApiTest.TooLate.class)
class LateSendingApiTest {

    /** No time at all from the first commit to the call. */
    public static class TooLate implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("settlement.send-lease", "0S");
        }
    }

    @Test
    void nothingIsSentAndTheCallerIsToldSo() {
        Api merchant = Api.merchant();
        List<Integer> before = Upstream.changes();

        Response refused = merchant.request()
                .body(Map.of("email", "late" + Words.unique() + "@example.com", "template_id", 1))
                .post("/v1/cardholders");

        refused.then().statusCode(503).body("code", equalTo("issuer_unavailable"));
        String operation = refused.path("operation_id");
        merchant.get("/v1/operations/" + operation)
                .then()
                .body("status", equalTo("FAILED"))
                .body("reason.code", equalTo("too_late_to_send"));
        assertThat(Upstream.changes()).isEqualTo(before);
    }
}
