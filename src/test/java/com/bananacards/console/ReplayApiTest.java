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
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Parked deliveries that an operator has tried again: one, or a set that was counted first. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(ReplayApiTest.SmallSets.class)
class ReplayApiTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    private final Api merchant = Api.merchant();
    private final Api operator = Api.operator();

    /** Two in one go. */
    public static class SmallSets implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("console.replay.most", "2");
        }
    }

    private String aTypeOfMyOwn() {
        return "CARD_"
                + UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
    }

    private void parked(String type, int many) {
        for (int i = 0; i < many; i++) {
            WebhookSender.deliver(
                    type, Map.of("card_id", 4, "n", UUID.randomUUID().toString()));
        }
        await().atMost(SOON).until(() -> count(Map.of("type", type)).getInt("left") == many);
    }

    private Response ask(Api who, Map<String, ?> body) {
        return who.request().body(body).post("/v1/admin/deliveries/replay");
    }

    private JsonPath count(Map<String, ?> set) {
        Map<String, Object> body = new HashMap<>(set);
        body.put("dry_run", true);
        Response answer = ask(operator, body);
        answer.then().statusCode(200);
        return answer.jsonPath();
    }

    private JsonPath replay(Map<String, ?> set) {
        Map<String, Object> body = new HashMap<>(set);
        body.put("dry_run", false);
        Response answer = ask(operator, body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }

    @Test
    void aSetIsCountedThenReplayedUpToWhereItWasCountedSoManyAtATime() {
        String type = aTypeOfMyOwn();
        parked(type, 3);
        JsonPath counted = count(Map.of("type", type));
        assertThat(counted.getInt("replayed")).isZero();
        String upTo = counted.getString("up_to");
        WebhookSender.deliver(type, Map.of("card_id", 4, "n", "later"));
        await().atMost(SOON).until(() -> count(Map.of("type", type)).getInt("left") == 4);

        JsonPath first = replay(Map.of("type", type, "up_to", upTo));
        assertThat(first.getInt("replayed")).isEqualTo(2);
        assertThat(first.getInt("left")).isEqualTo(1);
        JsonPath second =
                replay(Map.of("type", type, "up_to", upTo, "after", first.getString("next")));
        assertThat(second.getInt("replayed")).isEqualTo(1);
        assertThat(second.getInt("left")).isZero();
        assertThat(second.getString("next")).isNull();

        assertThat(trail(type)).hasSize(3);
    }

    private List<String> trail(String type) {
        return operator.get("/v1/admin/audit?kind=DeliveryReplayed&limit=100")
                .jsonPath()
                .getList("data.findAll { it.summary.contains('" + type + "') }.delivery_id");
    }

    @Test
    void whatNamesNoCardIsListedAndReplayedToo() {
        String type = aTypeOfMyOwn();
        WebhookSender.deliver(type, Map.of("user_id", 4));
        await().atMost(SOON).until(() -> count(Map.of("type", type)).getInt("left") == 1);

        String id = operator.get("/v1/admin/deliveries?type=" + type).path("data[0].id");
        operator.request().post("/v1/admin/deliveries/" + id + "/replay").then().statusCode(202);

        assertThat(trail(type)).containsExactly(id);
    }

    @Test
    void countingChangesNothing() {
        String type = aTypeOfMyOwn();
        parked(type, 1);

        count(Map.of("type", type));

        assertThat(trail(type)).isEmpty();
        assertThat(count(Map.of("type", type, "reason", "unknown_type")).getInt("left"))
                .isOne();
        assertThat(count(Map.of("type", type, "reason", "incomplete")).getInt("left"))
                .isZero();
        assertThat(count(Map.of("type", type, "source", "BACKFILL")).getInt("left"))
                .isZero();
        assertThat(count(Map.of("type", type, "source", "BACKFILL")).getString("up_to"))
                .isNull();
    }

    /** It is being applied by somebody, who will park it again, when the operator replays it. */
    @Test
    void aReplayWaitsForWhoIsApplyingAndIsNotSwallowed() {
        String type = aTypeOfMyOwn();
        parked(type, 1);
        String upTo = count(Map.of("type", type)).getString("up_to");
        int before = attempts(upTo);
        assertThat(before).isPositive();

        var connection = pool.getConnection().await().atMost(SOON);
        var transaction = connection.begin().await().atMost(SOON);
        connection
                .preparedQuery("UPDATE delivery_by_status SET attempts = 7 WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(upTo)))
                .await()
                .atMost(SOON);
        var replayed = java.util.concurrent.CompletableFuture.supplyAsync(
                () -> replay(Map.of("type", type, "up_to", upTo)).getInt("replayed"));
        await().atMost(SOON).until(this::somebodyWaits);
        transaction.commit().await().atMost(SOON);
        connection.close().await().atMost(SOON);

        assertThat(replayed.join()).isEqualTo(1);
        await().atMost(SOON).untilAsserted(() -> assertThat(attempts(upTo)).isEqualTo(1));
    }

    /** It had its effect while the operator waited: nothing is left to replay. */
    @Test
    void whatWasAppliedMeanwhileIsNotReplayed() {
        String type = aTypeOfMyOwn();
        parked(type, 1);
        String upTo = count(Map.of("type", type)).getString("up_to");

        var connection = pool.getConnection().await().atMost(SOON);
        var transaction = connection.begin().await().atMost(SOON);
        connection
                .preparedQuery(
                        "WITH gone AS (DELETE FROM delivery_by_status WHERE id = $1 RETURNING id,"
                                + " fingerprint) INSERT INTO delivery_end SELECT fingerprint, id,"
                                + " 'APPLIED', NULL, 1, now() FROM gone")
                .execute(Tuple.of(UUID.fromString(upTo)))
                .await()
                .atMost(SOON);
        var set = java.util.concurrent.CompletableFuture.supplyAsync(
                () -> replay(Map.of("type", type, "up_to", upTo)).getInt("replayed"));
        var single = java.util.concurrent.CompletableFuture.supplyAsync(
                () -> operator.request().post("/v1/admin/deliveries/" + upTo + "/replay"));
        await().atMost(SOON).until(this::somebodyWaits);
        transaction.commit().await().atMost(SOON);
        connection.close().await().atMost(SOON);

        assertThat(set.join()).isZero();
        assertThat(single.join().statusCode()).isEqualTo(202);
        assertThat(single.join().<String>path("status")).isEqualTo("APPLIED");
    }

    private boolean somebodyWaits() {
        return pool.query("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                        .execute()
                        .await()
                        .atMost(SOON)
                        .rowCount()
                > 0;
    }

    private int attempts(String id) {
        return operator.get("/v1/admin/deliveries/" + id).path("attempts");
    }

    @Test
    void aParkedDeliverySaysWhyInPlainWords() {
        String card = merchant.assignedCard();
        long number = merchant.issuerCard(card);
        String type = aTypeOfMyOwn();
        WebhookSender.deliver(type, Map.of("card_id", number, "n", 1));
        await().atMost(SOON).until(() -> count(Map.of("type", type)).getInt("left") == 1);

        JsonPath shown = operator.get("/v1/admin/deliveries?type=" + type + "&reason=unknown_type")
                .jsonPath();

        assertThat(shown.getString("data[0].why"))
                .isEqualTo("This service does not know its type. It is not tried again by itself:"
                        + " it waits for a person.");
        assertThat(shown.getBoolean("data[0].for_a_person")).isTrue();
        assertThat(shown.getString("data[0].card_id")).isEqualTo(card);
        assertThat(shown.getLong("data[0].issuer_card_id")).isEqualTo(number);
        operator.request()
                .post("/v1/admin/deliveries/" + shown.getString("data[0].id") + "/replay")
                .then()
                .statusCode(202);
        assertThat(merchant.get("/v1/cards/" + card + "/timeline?limit=100")
                        .jsonPath()
                        .<String>getList("data.kind"))
                .contains("DeliveryReplayed");
    }

    @Test
    void onlyAnOperatorReplaysASetAndSaysWhichAndUpToWhere() {
        assertProblem(ask(merchant, Map.of("dry_run", true)), 403, "forbidden");
        assertFault(ask(operator, Map.of()), "/dry_run", "required");
        assertFault(ask(operator, Map.of("dry_run", false)), "/up_to", "required");
        assertFault(
                ask(operator, Map.of("dry_run", true, "source", "PIGEON")), "/source", "format");
        assertFault(ask(operator, Map.of("dry_run", true, "typ", "X")), "/typ", "unknown_field");
    }
}
