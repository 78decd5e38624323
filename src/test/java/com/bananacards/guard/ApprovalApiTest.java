package com.bananacards.guard;

import static com.bananacards.testsupport.Refusals.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Tokens;
import com.bananacards.testsupport.Upstream;
import com.bananacards.testsupport.WebhookSender;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** What waits for a second person: nothing is sent before, and it is sent once when somebody else says so. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(GuardedSettings.class)
class ApprovalApiTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    @Inject
    Pool pool;

    private final Api alice = Api.with(Tokens.operator("alice"));
    private final Api bob = Api.with(Tokens.operator("bob"));
    private String card;
    private long user;

    @BeforeEach
    void prepare() {
        card = alice.fundedCard("100.00");
        user = alice.ownerOf(card);
    }

    @AfterEach
    void nothingStaysBroken() {
        Faults.clear();
        execute("DELETE FROM stopped_kind");
    }

    private void execute(String sql, Object... values) {
        pool.preparedQuery(sql).execute(Tuple.from(List.of(values))).await().atMost(SOON);
    }

    private Response askFor(String key) {
        return alice.request(key)
                .body(Map.of("amount", "450.00"))
                .post("/v1/cards/" + card + "/recharges");
    }

    private String held() {
        Response answer = askFor(UUID.randomUUID().toString());
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        assertThat(answer.<String>path("status")).isEqualTo("REQUESTED");
        assertThat(answer.<List<String>>path("warnings")).containsExactly("approval_required");
        return answer.path("id");
    }

    private static Response approve(Api who, String operation) {
        return who.request().post("/v1/admin/operations/" + operation + "/approve");
    }

    private static Response refuse(Api who, String operation) {
        return who.request()
                .body(Map.of("reason", "not this month"))
                .post("/v1/admin/operations/" + operation + "/refuse");
    }

    private String balance() {
        return alice.card(card).getString("balance.total");
    }

    @Test
    void aLargeRechargeIsSentOnceWhenAnotherPersonApprovesIt() {
        String operation = held();
        assertThat(Upstream.calls("RECHARGE", user)).isZero();

        Response answer = approve(bob, operation);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.<String>path("status")).isIn("PENDING", "SUCCEEDED");
        assertThat(answer.<List<String>>path("warnings")).isEmpty();
        assertThat(alice.settled(operation).getString("status")).isEqualTo("SUCCEEDED");
        assertThat(balance()).isEqualTo("550.00");
        assertThat(Upstream.calls("RECHARGE", user)).isEqualTo(1);
        assertProblem(approve(bob, operation), 409, "operation_not_held");
    }

    @Test
    void whoAskedCantApproveAndNobodyButAnOperatorCan() {
        String operation = held();

        assertProblem(approve(alice, operation), 403, "second_person_needed");
        assertProblem(approve(Api.merchant(), operation), 403, "forbidden");
        assertThat(Upstream.calls("RECHARGE", user)).isZero();
    }

    @Test
    void whatIsRefusedFailsAndWasNeverSent() {
        String operation = held();

        Response answer = refuse(bob, operation);

        assertThat(answer.<String>path("status")).isEqualTo("FAILED");
        assertThat(answer.<String>path("reason.code")).isEqualTo("approval_refused");
        assertProblem(approve(bob, operation), 409, "operation_not_held");
        assertThat(Upstream.calls("RECHARGE", user)).isZero();
    }

    @Test
    void whatNobodyApprovedInTimeFailsAndWasNeverSent() {
        String operation = held();
        execute(
                "UPDATE operation SET held_until = now() - interval '1 second', next_check_at ="
                        + " now() - interval '1 second' WHERE id = $1",
                UUID.fromString(operation));

        assertThat(alice.settled(operation).getString("reason.code")).isEqualTo("approval_expired");
        assertProblem(approve(bob, operation), 409, "operation_not_held");
        assertThat(Upstream.calls("RECHARGE", user)).isZero();
    }

    @Test
    void settlementLeavesAloneWhatIsHeldHoweverOftenItIsLookedAt() {
        String operation = held();
        execute(
                "UPDATE operation SET created_at = created_at - interval '1 day' WHERE id = $1",
                UUID.fromString(operation));
        for (int look = 0; look < 5; look++) {
            alice.get("/v1/operations/" + operation).then().statusCode(200);
            alice.card(card);
        }

        Response waited =
                alice.request().header("Prefer", "wait=8").get("/v1/operations/" + operation);

        assertThat(waited.<String>path("status")).isEqualTo("REQUESTED");
        refuse(bob, operation).then().statusCode(200);
    }

    @Test
    void theFirstAnswerIsGivenAgainWhateverBecameOfIt() {
        String key = UUID.randomUUID().toString();
        Response first = askFor(key);
        approve(bob, first.path("id")).then().statusCode(200);
        alice.settled(first.path("id"));

        Response again = askFor(key);

        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(new JsonObject(again.asString())).isEqualTo(new JsonObject(first.asString()));
        assertThat(Upstream.calls("RECHARGE", user)).isEqualTo(1);
    }

    @Test
    void twoWhoApproveAtOnceSendItOnce() {
        String operation = held();
        List<Api> people = IntStream.range(0, 6)
                .mapToObj(one -> Api.with(Tokens.operator("op" + one)))
                .toList();

        List<Integer> answers = people.stream()
                .map(one -> CompletableFuture.supplyAsync(
                        () -> approve(one, operation).statusCode(),
                        command -> Thread.ofVirtual().start(command)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).containsOnlyOnce(200).allMatch(one -> one == 200 || one == 409);
        assertThat(Upstream.calls("RECHARGE", user)).isEqualTo(1);
    }

    @Test
    void whatIsStoppedMeanwhileIsNotSentAndStillHeld() {
        String operation = held();
        execute("INSERT INTO stopped_kind VALUES ('CARD_RECHARGE', 'INC-8', 'bob', now())");

        assertProblem(approve(bob, operation), 503, "operation_stopped");
        execute("DELETE FROM stopped_kind");

        assertThat(approve(bob, operation).statusCode()).isEqualTo(200);
        assertThat(Upstream.calls("RECHARGE", user)).isEqualTo(1);
    }

    @Test
    void aRechargeThatSomebodyElseMadeIsNotTakenForTheHeldOne() {
        String operation = held();

        WebhookSender.deliver(
                "CARD_RECHARGE_RESULT",
                Map.of(
                        "card_id",
                        alice.issuerCard(card),
                        "transaction_id",
                        770_000_001L,
                        "receive_amount",
                        450.00,
                        "status",
                        "SUCCESS",
                        "currency",
                        "USD",
                        "occur_time",
                        System.currentTimeMillis()));

        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(balance()).isEqualTo("550.00"));
        assertThat(alice.get("/v1/operations/" + operation).<String>path("status"))
                .isEqualTo("REQUESTED");
        refuse(bob, operation).then().statusCode(200);
    }

    @Test
    void aLargeDepositWaitsTooAndItsCardComesOfTheApproval() {
        String holder = alice.approvedCardholder();
        Response asked = alice.request()
                .body(Map.of("cardholder_id", holder, "template_id", 4, "deposit_amount", "450.00"))
                .post("/v1/cards/virtual");
        assertThat(asked.<String>path("status")).isEqualTo("REQUESTED");
        assertThat(Upstream.calls("APPLY", alice.issuerUser(holder))).isZero();

        approve(bob, asked.path("id")).then().statusCode(200);

        assertThat(alice.settled(asked.path("id")).getString("status")).isEqualTo("SUCCEEDED");
        assertThat(Upstream.calls("APPLY", alice.issuerUser(holder))).isEqualTo(1);
    }
}
