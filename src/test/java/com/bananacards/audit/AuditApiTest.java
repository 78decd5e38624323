package com.bananacards.audit;

import static com.bananacards.testsupport.Refusals.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Tokens;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Who did what, who was refused, and the proof that nobody changed the record. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AuditApiTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Pool pool;

    private final Api merchant = Api.merchant();
    private final Api operator = Api.operator();

    private List<Map<String, Object>> trail(String query) {
        Response answer = operator.get("/v1/admin/audit?limit=100" + query);
        answer.then().statusCode(200);
        return answer.jsonPath().getList("data");
    }

    private Map<String, Object> entry(String query, String requestId) {
        await().atMost(SOON)
                .until(() -> trail(query).stream()
                        .anyMatch(one -> requestId.equals(one.get("request_id"))));
        return trail(query).stream()
                .filter(one -> requestId.equals(one.get("request_id")))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> data(Map<String, Object> entry) {
        return (Map<String, Object>) entry.get("data");
    }

    @Test
    void whoIsKeptFromAnothersThingIsRecorded() {
        String stranger = merchant.approvedCardholder();
        String card = merchant.assignedCard();
        String request = UUID.randomUUID().toString();

        assertProblem(
                Api.cardholder(stranger)
                        .request()
                        .header("X-Request-Id", request)
                        .get("/v1/cards/" + card),
                404,
                "not_found");

        Map<String, Object> entry = entry("&kind=AccessRefused", request);
        assertThat(entry).containsEntry("actor", "cardholder-" + stranger);
        assertThat(data(entry))
                .containsEntry("asked", "GET /v1/cards/{id}")
                .containsEntry("address", "127.0.0.1")
                .containsEntry("status", 404)
                .containsEntry("times", 1);
    }

    @Test
    void whoHasNoRoleOrNoTokenIsRecorded() {
        String forbidden = UUID.randomUUID().toString();
        String nobody = UUID.randomUUID().toString();

        merchant.request().header("X-Request-Id", forbidden).get("/v1/admin/deliveries");
        RestAssured.given()
                .header("Authorization", "Bearer " + Tokens.ofAnotherKey())
                .header("X-Request-Id", nobody)
                .delete("/v1/" + nobody.substring(0, 8));

        assertThat(entry("&kind=AccessRefused", forbidden)).containsEntry("actor", "test-merchant");
        Map<String, Object> entry = entry("&kind=AccessRefused", nobody);
        assertThat(entry.get("actor")).isNull();
        assertThat(data(entry)).containsEntry("status", 401);
    }

    @Test
    void whatAnOperatorReadsIsRecordedBeforeItIsShown() {
        merchant.assignedCard();
        String delivery = operator.get("/v1/admin/deliveries?limit=1").path("data[0].id");
        String request = UUID.randomUUID().toString();
        operator.request()
                .header("X-Request-Id", request)
                .get("/v1/admin/deliveries/" + delivery)
                .then()
                .statusCode(200);

        Map<String, Object> entry = trail("&kind=OperatorActed").stream()
                .filter(one -> request.equals(one.get("request_id")))
                .findFirst()
                .orElseThrow();
        assertThat(entry).containsEntry("actor", "test-operator");
        assertThat(data(entry))
                .containsEntry("asked", "GET /v1/admin/deliveries/" + delivery)
                .containsEntry("status", 200);
    }

    @Test
    void whatCannotBeRecordedIsNotShown() {
        merchant.assignedCard();
        execute("CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN RAISE EXCEPTION ''no space''; END'");
        execute("CREATE TRIGGER full_disk BEFORE INSERT ON journal FOR EACH ROW"
                + " WHEN (NEW.actor = 'unlucky') EXECUTE FUNCTION full_disk()");
        try {
            Response answer =
                    Api.with(Tokens.operator("unlucky")).get("/v1/admin/deliveries?limit=1");

            assertProblem(answer, 503, "unavailable");
            assertThat(answer.asString()).doesNotContain("payload");
        } finally {
            execute("DROP FUNCTION full_disk CASCADE");
        }
    }

    private void execute(String sql) {
        pool.query(sql).execute().await().atMost(SOON);
    }

    @Test
    void anOperatorsRefusedActIsRecordedToo() {
        String request = UUID.randomUUID().toString();
        operator.request()
                .header("X-Request-Id", request)
                .body(Map.of("outcome", "SUCCEEDED", "reason", "x"))
                .post("/v1/admin/operations/" + UUID.randomUUID() + "/settle")
                .then()
                .statusCode(404);

        assertThat(data(entry("&kind=OperatorActed", request))).containsEntry("status", 404);
    }

    @Test
    void howAnOperationEndedIsInTheTrailWithItsEvidence() {
        String card = merchant.activeCard();
        String operation =
                merchant.patiently().post("/v1/cards/" + card + "/lock").path("id");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(trail("&kind=OperationSucceeded"))
                        .filteredOn(one -> operation.equals(one.get("operation_id")))
                        .singleElement()
                        .satisfies(one -> assertThat(data(one)).containsKey("evidence")));
        assertThat(trail("&actor=test-merchant"))
                .filteredOn(one -> operation.equals(one.get("operation_id")))
                .extracting(one -> one.get("kind"))
                .contains("OperationRequested");
    }

    @Test
    void aCardNumberInAPathIsNotRecorded() {
        String request = UUID.randomUUID().toString();
        operator.request().header("X-Request-Id", request).delete("/v1/cards/5647382910566298");

        Map<String, Object> entry = entry("&kind=OperatorActed", request);
        assertThat(data(entry)).containsEntry("asked", "DELETE /v1/cards/{id}");
    }

    @Test
    void theJournalIsSealedAndProvenIntact() {
        merchant.assignedCard();

        await().atMost(SOON).untilAsserted(() -> {
            Response proof = operator.request().post("/v1/admin/audit/verify");
            assertThat(proof.statusCode()).isEqualTo(200);
            assertThat(proof.<Boolean>path("intact")).as(proof.asString()).isTrue();
            assertThat(proof.<Integer>path("lines")).isPositive();
            assertThat(proof.<Integer>path("unsealed")).isLessThan(5);
        });
    }

    @Test
    void whatIsDoneBehindTheTriggersIsNamed() {
        String request = UUID.randomUUID().toString();
        operator.request().header("X-Request-Id", request).get("/v1/admin/deliveries?limit=1");
        String line = pool.preparedQuery(
                        "SELECT txid || '-' || position AS line, position FROM journal"
                                + " WHERE request_id = $1")
                .execute(Tuple.of(request))
                .await()
                .atMost(SOON)
                .iterator()
                .next()
                .getString("line");
        String here = " WHERE position = " + line.replaceAll(".*-", "");
        await().atMost(SOON).until(() -> sealed(here));

        behindTheTriggers("UPDATE journal SET actor = 'somebody else'" + here);
        assertBroken(line, "the line was changed");
        behindTheTriggers("UPDATE journal SET actor = 'test-operator'" + here);
        assertThat(proof().<Boolean>path("intact")).isTrue();

        behindTheTriggers("CREATE TABLE kept AS SELECT * FROM journal" + here);
        behindTheTriggers("DELETE FROM journal" + here);
        assertBroken(line, "the line is gone");
        behindTheTriggers("INSERT INTO journal OVERRIDING SYSTEM VALUE SELECT * FROM kept");
        behindTheTriggers("DROP TABLE kept");
        assertThat(proof().<Boolean>path("intact")).isTrue();

        behindTheTriggers("INSERT INTO journal (txid, at, kind, summary, data)"
                + " VALUES ('1', now(), 'Forged', 'Put in later', '{}')");
        assertThat(proof().<String>path("fault")).isEqualTo("the line was put in later");
        behindTheTriggers("DELETE FROM journal WHERE kind = 'Forged'");
        assertThat(proof().<Boolean>path("intact")).isTrue();
    }

    private boolean sealed(String here) {
        return pool.query("SELECT 1 FROM journal_chain" + here)
                        .execute()
                        .await()
                        .atMost(SOON)
                        .rowCount()
                == 1;
    }

    private Response proof() {
        return operator.request().post("/v1/admin/audit/verify");
    }

    private void assertBroken(String line, String fault) {
        Response proof = proof();
        assertThat(proof.<Boolean>path("intact")).isFalse();
        assertThat(proof.<String>path("broken_at")).isEqualTo(line);
        assertThat(proof.<String>path("fault")).isEqualTo(fault);
    }

    /** As the database's owner, who can keep triggers quiet. */
    private void behindTheTriggers(String sql) {
        pool.withTransaction(connection -> connection
                        .query("SET LOCAL session_replication_role = replica")
                        .execute()
                        .chain(() -> connection.query(sql).execute()))
                .await()
                .atMost(SOON);
    }

    @Test
    void onlyACheckpointIsAPlaceToGoOnFrom() {
        assertProblem(
                operator.request().post("/v1/admin/audit/verify?after=1-1"),
                400,
                "validation_failed");
        assertProblem(
                operator.request().post("/v1/admin/audit/verify?after=x"),
                400,
                "validation_failed");
    }

    @Test
    void nobodyChangesOrRemovesALine() {
        for (String table : List.of("journal", "journal_chain", "journal_checkpoint")) {
            for (String act : List.of(
                    "UPDATE " + table + " SET txid = txid WHERE false",
                    "DELETE FROM " + table + " WHERE false",
                    "TRUNCATE " + table)) {
                assertThatThrownBy(() -> pool.query(act).execute().await().atMost(SOON))
                        .as(act)
                        .hasMessageContaining("append-only");
            }
        }
    }
}
