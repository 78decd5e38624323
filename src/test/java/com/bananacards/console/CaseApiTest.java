package com.bananacards.console;

import static com.bananacards.testsupport.Refusals.assertFault;
import static com.bananacards.testsupport.Refusals.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Tokens;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Operations that wait for a person, and those that two people decide. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(CaseApiTest.TwoPeople.class)
class CaseApiTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    private final Api alice = Api.with(Tokens.operator("alice"));
    private final Api bob = Api.with(Tokens.operator("bob"));

    /** One person is enough up to 100. */
    public static class TwoPeople implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("guard.approval-above", "100", "settlement.not-moved-after", "1H");
        }
    }

    @AfterEach
    void withoutFaults() {
        Faults.clear();
    }

    /** A recharge whose call was lost before it arrived; what its witnesses say is not enough yet. */
    private String inReview(String amount) {
        String card = alice.fundedCard("50.00");
        Faults.onCall("DROP_BEFORE", "RECHARGE", alice.ownerOf(card));
        String operation = alice.request()
                .body(Map.of("amount", amount))
                .post("/v1/cards/" + card + "/recharges")
                .path("id");
        if (shown(operation).getList("may").contains("approve")) {
            bob.request()
                    .post("/v1/admin/operations/" + operation + "/approve")
                    .then()
                    .statusCode(200);
        }
        await().atMost(SOON).until(() -> shown(operation).getString("verdict") != null);
        pool.preparedQuery("UPDATE operation SET status = 'IN_REVIEW', next_check_at = NULL,"
                        + " version = version + 1 WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(operation)))
                .await()
                .atMost(SOON);
        return operation;
    }

    private JsonPath shown(String operation) {
        Response answer = alice.get("/v1/admin/operations/" + operation);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }

    private static Response decide(Api who, String operation, String outcome, String reason) {
        return who.request()
                .body(Map.of("outcome", outcome, "reason", reason))
                .post("/v1/admin/operations/" + operation + "/settle");
    }

    @Test
    void aLargeRechargeInReviewIsDecidedByTwoPeople() {
        String operation = inReview("150.00");
        JsonPath waiting = shown(operation);
        assertThat(waiting.getBoolean("needs_two_people")).isTrue();
        assertThat(waiting.getList("may")).containsExactly("settle");

        Response first = decide(alice, operation, "FAILED", "their console shows nothing");
        assertThat(first.statusCode()).as(first.asString()).isEqualTo(200);
        assertThat(first.<String>path("status")).isEqualTo("IN_REVIEW");
        assertThat(first.<List<String>>path("warnings")).contains("second_person_needed");
        assertProblem(decide(alice, operation, "FAILED", "I am sure"), 403, "second_person_needed");
        assertThat(shown(operation).getString("proposal.by")).isEqualTo("alice");
        assertThat(shown(operation).getString("proposal.outcome")).isEqualTo("FAILED");
        assertThat(shown(operation).getString("why")).startsWith("One person decided FAILED.");

        Response second = decide(bob, operation, "FAILED", "I looked too, at 1234567890123456");

        assertThat(second.<String>path("status")).isEqualTo("FAILED");
        assertThat(second.<List<String>>path("warnings")).isEmpty();
        List<Map<String, Object>> lines = shown(operation).getList("timeline");
        assertThat(lines)
                .extracting("kind")
                .contains("DecisionProposed")
                .endsWith("OperationFailed");
        assertThat(lines.getLast().get("data"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("actor", "bob")
                .containsEntry("first_person", "alice")
                .containsEntry("decision", "I looked too, at ***3456");
    }

    @Test
    void anotherDecisionTakesThePlaceOfTheFirst() {
        String operation = inReview("150.00");
        decide(alice, operation, "FAILED", "nothing there");

        Response other = decide(bob, operation, "SUCCEEDED", "it is there");

        assertThat(other.<String>path("status")).isEqualTo("IN_REVIEW");
        assertThat(shown(operation).getString("proposal.by")).isEqualTo("bob");
        assertThat(decide(alice, operation, "SUCCEEDED", "so it is").<String>path("status"))
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void aSmallOneIsDecidedByOneAndShowsItsEvidenceSideBySide() {
        String operation = inReview("20.00");
        JsonPath waiting = shown(operation);
        assertThat(waiting.getBoolean("needs_two_people")).isFalse();
        assertThat(waiting.getString("verdict")).isEqualTo("NOT_MOVED");
        assertThat(waiting.getString("why"))
                .isEqualTo("Its deadline passed. The witnesses say that no money moved.");
        assertThat(waiting.getString("baseline.card")).isEqualTo("50.00");
        assertThat(waiting.getString("baseline.account")).isNotBlank();
        assertThat(waiting.getString("asked_by")).isEqualTo("alice");
        assertThat(waiting.<String>getList("operation.evidence.witness"))
                .contains("transactions", "card_balance", "account_balance");

        assertThat(decide(bob, operation, "FAILED", "no trace").<String>path("status"))
                .isEqualTo("FAILED");
        assertThat(shown(operation).getString("why"))
                .isEqualTo("It was not carried out (decided_by_operator): an operator decided so.");
        assertThat(shown(operation).getList("may")).isEmpty();
    }

    @Test
    void whatWaitsIsListedByWhatItWaitsFor() {
        String review = inReview("20.00");
        String card = alice.fundedCard("50.00");
        String held = alice.request()
                .body(Map.of("amount", "150.00"))
                .post("/v1/cards/" + card + "/recharges")
                .path("id");

        assertThat(listed("REVIEW")).contains(review).doesNotContain(held);
        assertThat(listed("APPROVAL")).contains(held).doesNotContain(review);
        assertThat(shown(held).getList("may")).containsExactly("approve", "refuse");
        assertThat(alice.get("/v1/admin/overview").jsonPath().getInt("needs_person.in_review"))
                .isPositive();
        assertThat(alice.get("/v1/admin/overview")
                        .jsonPath()
                        .getInt("needs_person.awaiting_approval"))
                .isPositive();
        assertFault(alice.get("/v1/admin/operations"), "?waiting", "required");
        assertFault(alice.get("/v1/admin/operations?waiting=GODOT"), "?waiting", "format");
        assertProblem(alice.get("/v1/admin/operations/" + UUID.randomUUID()), 404, "not_found");
    }

    private List<String> listed(String waiting) {
        return alice.get("/v1/admin/operations?limit=100&waiting=" + waiting)
                .jsonPath()
                .getList("data.operation.id");
    }
}
