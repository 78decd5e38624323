package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.Production;

import io.restassured.RestAssured;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

/** Whose clock is too far off the database's concludes nothing: after its restart less than no difference is allowed, so it always is. */
class ClockIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void noOperationIsLookedAtAndThatIsCountedAsFailedWork() {
        try (Production production = Production.start(
                "clock",
                Map.of(
                        "SETTLEMENT_SEND_LEASE", "1S",
                        "SETTLEMENT_NOT_DONE_AFTER", "1S",
                        "SETTLEMENT_DEADLINE", "2S",
                        "RECONCILIATION_SWEEP", "100MS"))) {
            Api merchant = Api.merchant();
            String card = merchant.activeCard();
            production.restartService(Map.of("SETTLEMENT_CLOCK_SKEW", "-PT1S"));
            Faults.onCall("DROP_BEFORE", "UPDATE_STATUS", merchant.ownerOf(card));
            String operation =
                    merchant.request().post("/v1/cards/" + card + "/lock").path("id");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    RestAssured.get("/q/metrics").asString())
                            .containsPattern("bananacards_work_failed_total\\{work=\"sweeper\"\\}"
                                    + " [1-9]\\d\\d"));
            assertThat(merchant.get("/v1/operations/" + operation).<String>path("status"))
                    .isEqualTo("UNKNOWN");
        }
    }
}
