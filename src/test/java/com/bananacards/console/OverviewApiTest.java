package com.bananacards.console;

import static com.bananacards.testsupport.Refusals.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.WebhookSender;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The state of things on one page. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(OverviewApiTest.QuickHistory.class)
class OverviewApiTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Api merchant = Api.merchant();
    private final Api operator = Api.operator();

    /** Steps that a test can wait for. */
    public static class QuickHistory implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "console.history.step", "1S",
                    "console.history.length", "5",
                    "inbox.metrics-every", "1S",
                    "settlement.metrics-every", "1S",
                    "console.count-most", "2");
        }
    }

    @AfterEach
    void withoutFaults() {
        Faults.clear();
    }

    private JsonPath overview() {
        Response answer = operator.get("/v1/admin/overview");
        answer.then().statusCode(200);
        return answer.jsonPath();
    }

    @Test
    void itTellsWhatIsOpenAndSinceWhen() {
        Instant before = Instant.now().minusSeconds(1);
        for (int i = 0; i < 3; i++) {
            merchant.request()
                    .body(Map.of(
                            "email", "hold" + UUID.randomUUID() + "@example.com", "template_id", 1))
                    .post("/v1/cardholders")
                    .then()
                    .statusCode(202);
        }

        JsonPath shown = overview();

        String mine =
                "operations.find { it.kind == 'CARDHOLDER_REGISTER' && it.status =='PENDING' }";
        assertThat(shown.getInt(mine + ".count")).isEqualTo(2);
        assertThat(shown.getInt("count_most")).isEqualTo(2);
        assertThat(Instant.parse(shown.getString(mine + ".oldest_at"))).isAfter(before);
        assertThat(shown.getList("operations.status"))
                .isSubsetOf("REQUESTED", "PENDING", "UNKNOWN", "IN_REVIEW");
    }

    @Test
    void itTellsWhatIsParkedAndWhatOfThatWaitsForAPerson() {
        for (int i = 0; i < 2; i++) {
            WebhookSender.deliver("CARD_MELTED", Map.of("card_id", System.nanoTime()));
        }

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(overview().getInt("inbox.parked")).isEqualTo(2);
            assertThat(overview().getInt("needs_person.parked")).isEqualTo(2);
        });
        assertThat(overview().getInt("inbox.pending")).isZero();
        assertThat(overview().getString("inbox.lag_seconds")).isNotBlank();
    }

    @Test
    void itTellsHowTheIssuerAnswersAndTheDatabase() {
        assertThat(merchant.virtualCard()).isNotBlank();

        JsonPath shown = overview();

        assertThat(shown.getString("issuer.breaker")).isEqualTo("CLOSED");
        assertThat(shown.getInt("issuer.calls_last_minute")).isPositive();
        assertThat(shown.getInt("issuer.p95_ms")).isPositive();
        assertThat(shown.getBoolean("database.reachable")).isTrue();
        assertThat(shown.getInt("database.pool_most")).isEqualTo(16);
        assertThat(shown.getInt("database.pool_in_use")).isBetween(0, 16);
        assertThat(shown.getInt("database.waiting")).isNotNegative();
    }

    @Test
    void aCallWithoutAnAnswerIsAnErrorAndARefusalIsNone() {
        String card = merchant.fundedCard("30.00");
        int before = overview().getInt("issuer.errors_last_minute");
        Faults.onCall("DROP_BEFORE", "UPDATE_STATUS", merchant.ownerOf(card));

        merchant.request().post("/v1/cards/" + card + "/lock").then().statusCode(202);

        assertThat(overview().getInt("issuer.errors_last_minute")).isGreaterThan(before);
    }

    @Test
    void theLastStepsAreKeptAndNoMore() {
        WebhookSender.deliver("CARD_MELTED", Map.of("card_id", System.nanoTime()));

        await().atMost(SOON).untilAsserted(() -> {
            JsonPath shown = overview();
            assertThat(shown.getList("history.series.webhooks")).hasSize(5);
            assertThat(shown.getList("history.series.parked", Long.class))
                    .last()
                    .satisfies(parked -> assertThat(parked).isPositive());
        });
        Map<String, List<Object>> series = overview().getMap("history.series");
        assertThat(series.keySet())
                .containsExactlyInAnyOrder(
                        "webhooks",
                        "parked",
                        "lag_ms",
                        "issuer_p95_ms",
                        "issuer_errors",
                        "operations_open",
                        "database_waiting");
        assertThat(series.get("database_waiting")).doesNotContainNull();
        assertThat(overview().getInt("history.step_seconds")).isEqualTo(1);
        WebhookSender.deliver("CARD_MELTED", Map.of("card_id", System.nanoTime()));
        await().atMost(SOON)
                .until(() -> overview().getList("history.series.webhooks", Long.class).stream()
                        .anyMatch(one -> one > 0));
    }

    @Test
    void onlyAnOperatorSeesItAndItIsNotWrittenDown() {
        assertProblem(merchant.get("/v1/admin/overview"), 403, "forbidden");
        overview();

        assertThat(operator.get("/v1/admin/audit?kind=OperatorActed&limit=100").asString())
                .doesNotContain("/v1/admin/overview");
    }
}
