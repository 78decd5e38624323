package com.bananacards.console;

import static com.bananacards.testsupport.Refusals.assertFault;
import static com.bananacards.testsupport.Refusals.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.WebhookSender;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** What is left to an operator: deliveries that wait for a person, and operations that evidence did not decide. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AdminApiTest {

    private static final String CHANGE = "CARD_STATUS_CHANGE";
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Pool pool;

    private final Api merchant = Api.merchant();
    private final Api operator = Api.operator();

    private void execute(String sql, Tuple parameters) {
        pool.preparedQuery(sql).execute(parameters).await().atMost(Duration.ofSeconds(5));
    }

    @Test
    void aReplayedDeliveryHasItsEffectAndHasItOnce() {
        String card = merchant.assignedCard();
        long number = merchant.issuerCard(card);
        String delivery = aLockThatWaitsForAPerson(number);
        merchant.patiently()
                .body(Map.of("pin", "483921"))
                .post("/v1/cards/" + card + "/activate")
                .then()
                .statusCode(200);
        assertThat(merchant.card(card).getString("status")).isEqualTo("ACTIVE");

        assertThat(replay(operator, delivery).statusCode()).isEqualTo(202);

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(merchant.card(card).getString("status")).isEqualTo("LOCKED"));
        assertThat(replay(operator, delivery).<String>path("status")).isEqualTo("APPLIED");
        assertThat(merchant.get("/v1/cards/" + card + "/timeline?limit=100")
                        .jsonPath()
                        .<String>getList("data.kind"))
                .containsOnlyOnce("CardLocked");
    }

    /** Parked because the card is not active yet, and out of tries. */
    private String aLockThatWaitsForAPerson(long number) {
        WebhookSender.deliver(
                CHANGE,
                Map.of(
                        "card_id",
                        number,
                        "status",
                        "SUCCESS",
                        "card_status",
                        "LOCKED",
                        "occur_time",
                        System.currentTimeMillis() + 60_000));
        String mine = "data.findAll { it.payload?.card_id == " + number + " }";
        await().until(() -> operator.get("/v1/admin/deliveries?type=" + CHANGE + "&status=PARKED")
                        .jsonPath()
                        .<Object>getList(mine)
                        .size()
                == 1);
        execute(
                "UPDATE delivery_by_status SET next_attempt_at = NULL WHERE issuer_card_id = $1"
                        + " AND status = 'PARKED'",
                Tuple.of(number));
        return operator.get("/v1/admin/deliveries?type=" + CHANGE + "&status=PARKED")
                .jsonPath()
                .<String>getList(mine + ".id")
                .getFirst();
    }

    /** Whatever it is narrowed to, the list is of the same deliveries as the list of all. */
    @Test
    void aListIsNarrowedToWhatIsAskedFor() {
        long number = merchant.issuerCard(merchant.assignedCard());
        String parked = aLockThatWaitsForAPerson(number);
        List<Map<String, Object>> all = deliveries("");
        for (String member : List.of("status", "type", "reason", "source")) {
            for (Object value : all.stream()
                    .map(one -> one.get(member))
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList()) {
                // Others may be applied meanwhile: then there is none left.
                assertThat(deliveries("&" + member + "=" + value))
                        .as(member + " " + value)
                        .allSatisfy(one -> assertThat(one).containsEntry(member, value));
            }
        }
        assertThat(deliveries("&status=APPLIED&type=CARD_ASSIGN_RESULT"))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one)
                        .containsEntry("status", "APPLIED")
                        .containsEntry("type", "CARD_ASSIGN_RESULT")
                        .containsKeys("applied_at"));
        Map<String, Object> mine = one(all, parked);
        for (String member : List.of("status", "type", "reason", "source")) {
            assertThat(deliveries("&" + member + "=" + mine.get(member)))
                    .extracting("id")
                    .as(member)
                    .contains(parked);
        }
    }

    private List<Map<String, Object>> deliveries(String narrowed) {
        Response listed = operator.get("/v1/admin/deliveries?limit=100" + narrowed);
        assertThat(listed.statusCode()).as(listed.asString()).isEqualTo(200);
        return listed.jsonPath().getList("data");
    }

    private static Map<String, Object> one(List<Map<String, Object>> all, String id) {
        return all.stream().filter(one -> id.equals(one.get("id"))).findFirst().orElseThrow();
    }

    private static Response replay(Api caller, String delivery) {
        return caller.request().post("/v1/admin/deliveries/" + delivery + "/replay");
    }

    @Test
    void onlyAnOperatorReplaysAndDecides() {
        String nothing = UUID.randomUUID().toString();

        assertProblem(replay(merchant, nothing), 403, "forbidden");
        assertProblem(replay(operator, nothing), 404, "not_found");
        assertProblem(decide(merchant, nothing, "FAILED", "no trace"), 403, "forbidden");
        assertProblem(decide(operator, nothing, "FAILED", "no trace"), 404, "not_found");
    }

    @Test
    void whatStaysUndecidedPastItsDeadlineIsDecidedByAnOperatorOnce() {
        String operation = anUndecidedRegistration();
        assertProblem(decide(operator, operation, "FAILED", "x"), 409, "operation_not_in_review");
        execute(
                "UPDATE operation SET begun_at = begun_at - interval '1 day', next_check_at = now()"
                        + " WHERE id = $1",
                Tuple.of(UUID.fromString(operation)));
        await().atMost(SOON).until(() -> "IN_REVIEW".equals(status(operation)));

        Response decided = decide(operator, operation, "FAILED", "their console shows nothing");

        assertThat(decided.statusCode()).as(decided.asString()).isEqualTo(200);
        assertThat(decided.<String>path("status")).isEqualTo("FAILED");
        assertThat(decided.<String>path("reason.code")).isEqualTo("decided_by_operator");
        assertThat(decided.<String>path("reason.issuer")).isEqualTo("their console shows nothing");
        assertThat(decided.jsonPath().<String>getList("evidence.witness")).endsWith("operator");
        assertThat(status(operation)).isEqualTo("FAILED");
        assertProblem(
                decide(operator, operation, "SUCCEEDED", "or not"), 409, "operation_not_in_review");
    }

    @Test
    void aDecisionSaysWhatAndWhy() {
        String operation = anUndecidedRegistration();

        assertFault(decide(operator, operation, "PENDING", "because"), "/outcome", "format");
        assertFault(decide(operator, operation, "FAILED", ""), "/reason", "size");
        assertFault(decide(operator, operation, "FAILED", "x".repeat(501)), "/reason", "size");
    }

    private String anUndecidedRegistration() {
        return merchant.request()
                .body(Map.of(
                        "email", "hold" + UUID.randomUUID() + "@example.com", "template_id", 1))
                .post("/v1/cardholders")
                .path("id");
    }

    private String status(String operation) {
        return merchant.get("/v1/operations/" + operation).path("status");
    }

    private static Response decide(Api caller, String operation, String outcome, String reason) {
        return caller.request()
                .body(Map.of("outcome", outcome, "reason", reason))
                .post("/v1/admin/operations/" + operation + "/settle");
    }

    @Test
    void theTemplatesAreAnsweredOnceAndThenKnown() {
        Response first = merchant.get("/v1/card-templates");

        assertThat(first.jsonPath().<Integer>getList("data.id")).containsAll(List.of(1, 2, 3, 4));
        assertThat(first.header("Cache-Control")).isEqualTo("private, max-age=60");
        Response again = merchant.request()
                .header("If-None-Match", first.header("ETag"))
                .get("/v1/card-templates");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.asString()).isEmpty();
    }
}
