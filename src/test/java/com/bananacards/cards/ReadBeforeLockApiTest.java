package com.bananacards.cards;

import static com.bananacards.testsupport.Refusals.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.cards.CardEvidence.Candidate;
import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.WebhookSender;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Whoever changes a row sees it as it is once it is his: what another replica wrote meanwhile is not undone. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ReadBeforeLockApiTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final String SETTLE = """
        UPDATE operation SET status = 'SUCCEEDED', settled_at = now(), next_check_at = NULL,
            version = version + 1 WHERE id = $1\
        """;

    @Inject
    Pool pool;

    @Inject
    CardEvidence evidence;

    private final Api merchant = Api.merchant();
    private final Api operator = Api.operator();

    @Test
    void anOperatorDoesNotDecideWhatEvidenceSettledWhileHeWaited() {
        UUID operation = anUndecidedRegistration();
        execute(
                "UPDATE operation SET status = 'IN_REVIEW', next_check_at = NULL WHERE id = $1",
                Tuple.of(operation));

        Response decided = whileAnotherWrites(
                SETTLE,
                operation,
                () -> operator.request()
                        .body(Map.of("outcome", "FAILED", "reason", "no trace"))
                        .post("/v1/admin/operations/" + operation + "/settle"));

        assertProblem(decided, 409, "operation_not_in_review");
        assertThat(text("SELECT status FROM operation WHERE id = $1", operation))
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void anAssignmentIsNotMatchedThatWasSettledMeanwhile() {
        UUID operation = anUndecidedRegistration();
        execute("UPDATE operation SET issuer_ref = 41 WHERE id = $1", Tuple.of(operation));

        whileAnotherWrites(SETTLE, operation, () -> match(operation));

        assertThat(text("SELECT issuer_ref::text FROM operation WHERE id = $1", operation))
                .isEqualTo("41");
        assertThat(matches(operation)).isZero();
    }

    @Test
    void anAssignmentIsMatchedAsItIsAfterAnotherHasWritten() {
        UUID operation = anUndecidedRegistration();

        whileAnotherWrites(
                "UPDATE operation SET checks = checks + 7, version = version + 1 WHERE id = $1",
                operation,
                () -> match(operation));

        assertThat(text("SELECT issuer_ref::text FROM operation WHERE id = $1", operation))
                .isEqualTo("43");
        assertThat(Integer.parseInt(
                        text("SELECT checks::text FROM operation WHERE id = $1", operation)))
                .isGreaterThanOrEqualTo(7);
        assertThat(matches(operation)).isEqualTo(1);
    }

    @Test
    void aDeliveryThatWasAppliedWhileItsReplayWaitedStaysApplied() {
        long card = merchant.issuerCard(merchant.assignedCard());
        WebhookSender.deliver(
                "CARD_STATUS_CHANGE",
                Map.of(
                        "card_id",
                        card,
                        "status",
                        "SUCCESS",
                        "card_status",
                        "LOCKED",
                        "occur_time",
                        System.currentTimeMillis() + 60_000));
        String parked =
                "SELECT id::text FROM delivery_by_status WHERE issuer_card_id = $1 AND status ="
                        + " 'PARKED'";
        await().atMost(SOON).until(() -> text(parked, card) != null);
        UUID delivery = UUID.fromString(text(parked, card));

        Response replayed = whileAnotherWrites(
                "UPDATE delivery SET status = 'APPLIED', reason = NULL, applied_at = now(),"
                        + " next_attempt_at = NULL WHERE id = $1",
                delivery,
                () -> operator.request().post("/v1/admin/deliveries/" + delivery + "/replay"));

        assertThat(replayed.statusCode()).as(replayed.asString()).isEqualTo(202);
        assertThat(replayed.<String>path("status")).isEqualTo("APPLIED");
    }

    private Void match(UUID operation) {
        try {
            VertxContextSupport.subscribeAndAwait(
                    () -> evidence.knownAs(new Candidate(operation, 7), 43));
            return null;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private long matches(UUID operation) {
        return Long.parseLong(text(
                "SELECT count(*)::text FROM journal WHERE operation_id = $1 AND kind ="
                        + " 'CardMatched'",
                operation));
    }

    /** Does something that comes to wait for the row which another transaction has written; then that one commits. */
    private <T> T whileAnotherWrites(String sql, UUID row, Supplier<T> work) {
        SqlConnection connection = pool.getConnectionAndAwait();
        try {
            Transaction other = connection.beginAndAwait();
            connection.preparedQuery(sql).executeAndAwait(Tuple.of(row));
            Integer pid = connection
                    .query("SELECT pg_backend_pid()")
                    .executeAndAwait()
                    .iterator()
                    .next()
                    .getInteger(0);
            CompletableFuture<T> waiting = CompletableFuture.supplyAsync(work);
            await().atMost(SOON).until(() -> waiting.isDone() || waitsFor(pid));
            assertThat(waiting).isNotDone();
            other.commitAndAwait();
            return waiting.join();
        } finally {
            connection.closeAndAwait();
        }
    }

    private boolean waitsFor(int pid) {
        return pool.preparedQuery("SELECT 1 FROM pg_stat_activity"
                                + " WHERE $1 = ANY (pg_blocking_pids(pid))")
                        .executeAndAwait(Tuple.of(pid))
                        .rowCount()
                > 0;
    }

    /** Its next check is far away: nobody else comes for its row. */
    private UUID anUndecidedRegistration() {
        UUID operation = UUID.fromString(merchant.request()
                .body(Map.of(
                        "email", "hold" + UUID.randomUUID() + "@example.com", "template_id", 1))
                .post("/v1/cardholders")
                .path("id"));
        execute(
                "UPDATE operation SET next_check_at = now() + interval '1 hour' WHERE id = $1",
                Tuple.of(operation));
        return operation;
    }

    private void execute(String sql, Tuple parameters) {
        pool.preparedQuery(sql).executeAndAwait(parameters);
    }

    private String text(String sql, Object id) {
        var rows = pool.preparedQuery(sql).executeAndAwait(Tuple.of(id)).iterator();
        return rows.hasNext() ? rows.next().getString(0) : null;
    }
}
