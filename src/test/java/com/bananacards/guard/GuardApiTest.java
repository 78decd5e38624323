package com.bananacards.guard;

import static com.bananacards.testsupport.Refusals.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Tokens;
import com.bananacards.testsupport.Upstream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Our own limits over HTTP: what is refused, that nothing is sent then, and that nobody gets past them. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(GuardedSettings.class)
class GuardApiTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    @Inject
    Pool pool;

    private final Api merchant = Api.merchant();
    private final Api operator = Api.with(Tokens.operator("alice"));

    @AfterEach
    void nothingStaysBroken() {
        Faults.clear();
        pool.query("DELETE FROM stopped_kind").execute().await().atMost(SOON);
    }

    private void recharged(String card, String amount) {
        Response answer = merchant.recharge(card, amount);
        assertThat(answer.<String>path("status")).as(answer.asString()).isEqualTo("SUCCEEDED");
    }

    private String capOf(Response answer) {
        return assertProblem(answer, 409, "cap_exceeded").path("cap");
    }

    @Test
    void aRechargeAboveTheLargestIsRefusedAndNothingIsSent() {
        String card = merchant.fundedCard("100.00");

        Response answer = merchant.recharge(card, "500.01");

        assertProblem(answer, 422, "amount_out_of_limits");
        assertThat(answer.<String>path("errors[0].pointer")).isEqualTo("/amount");
        assertThat(Upstream.calls("RECHARGE", merchant.ownerOf(card))).isZero();
    }

    @Test
    void aCardTakesNoMoreInADayThanItsCapItsDepositCounted() {
        String card = merchant.fundedCard("300.00");
        recharged(card, "400.00");

        Response answer = merchant.recharge(card, "300.01");

        assertThat(capOf(answer)).isEqualTo("card_per_day");
        assertThat(answer.<String>path("left")).isEqualTo("300.00");
        recharged(card, "300.00");
        assertThat(Upstream.calls("RECHARGE", merchant.ownerOf(card))).isEqualTo(2);
    }

    @Test
    void aCardholdersCardsShareOneCapAndWhatFailedDoesNotCount() {
        String card = merchant.fundedCard("400.00");
        String holder = merchant.card(card).getString("cardholder_id");
        String other = another(holder, "400.00");
        recharged(card, "400.00");
        Faults.onCall("FAIL", "RECHARGE", merchant.ownerOf(card));
        assertThat(merchant.recharge(other, "300.00").<String>path("status")).isEqualTo("FAILED");

        assertThat(capOf(merchant.recharge(other, "300.01"))).isEqualTo("cardholder_per_day");
        recharged(other, "300.00");
    }

    private String another(String holder, String deposit) {
        Response answer = merchant.patiently()
                .body(Map.of("cardholder_id", holder, "template_id", 4, "deposit_amount", deposit))
                .post("/v1/cards/virtual");
        answer.then().statusCode(200);
        return answer.path("card_id");
    }

    @Test
    void aCardIsRechargedSoManyTimesAnHourAndNoMore() {
        String card = merchant.fundedCard("50.00");
        IntStream.range(0, 6).forEach(one -> recharged(card, "10.00"));

        assertThat(capOf(merchant.recharge(card, "10.00")))
                .isEqualTo("recharges_per_card_and_hour");
    }

    @Test
    void aCardRestsAfterAnOutcomeThatWasUnknown() {
        String card = merchant.fundedCard("50.00");
        Faults.onCall("DROP_AFTER", "RECHARGE", merchant.ownerOf(card));
        recharged(card, "10.00");

        Response answer = merchant.recharge(card, "10.00");

        assertProblem(answer, 409, "cool_down");
        assertThat(java.time.Instant.parse(answer.path("until")))
                .isAfter(java.time.Instant.now().plusSeconds(300));
    }

    @Test
    void aRehearsalShowsEveryLimitThatIsInTheWay() {
        String card = merchant.fundedCard("400.00");
        recharged(card, "400.00");
        stop("CARD_RECHARGE");

        Response answer = merchant.request()
                .body(Map.of("amount", "600.00"))
                .post("/v1/cards/" + card + "/recharges?dry_run=true");

        assertThat(answer.jsonPath().<String>getList("blockers.code"))
                .contains(
                        "operation_stopped",
                        "amount_out_of_limits",
                        "cap_exceeded",
                        "approval_required");
    }

    private Response turn(String kind, boolean stopped) {
        return operator.request()
                .body(Map.of("stopped", stopped, "reason", "INC-7"))
                .put("/v1/admin/switches/" + kind);
    }

    private void stop(String kind) {
        turn(kind, true).then().statusCode(200);
    }

    @Test
    void aStoppedKindBeginsNothingUntilItIsResumedAndOthersGoOn() {
        String card = merchant.fundedCard("50.00");
        stop("CARD_RECHARGE");

        Response answer = merchant.recharge(card, "10.00");

        assertProblem(answer, 503, "operation_stopped");
        assertThat(answer.header("Retry-After")).isEqualTo("60");
        assertThat(merchant.card(card).<Object>get("open_operation")).isNull();
        merchant.patiently().post("/v1/cards/" + card + "/lock").then().statusCode(200);
        merchant.patiently().post("/v1/cards/" + card + "/unlock").then().statusCode(200);
        turn("CARD_RECHARGE", false).then().statusCode(200);
        recharged(card, "10.00");
    }

    @Test
    void aSwitchSaysWhoTurnedItAndTheJournalKeepsIt() {
        stop("CARD_ASSIGN");

        Map<String, Object> shown = operator.get("/v1/admin/switches")
                .jsonPath()
                .getMap("data.find { it.kind == 'CARD_ASSIGN' }");
        assertThat(shown)
                .containsEntry("stopped", true)
                .containsEntry("stopped_by", "alice")
                .containsEntry("reason", "INC-7");
        var kept = pool.query("SELECT actor, data->>'reason' AS why FROM journal WHERE kind ="
                        + " 'KindStopped' AND data->>'kind' = 'CARD_ASSIGN'")
                .execute()
                .await()
                .atMost(SOON)
                .iterator()
                .next();
        assertThat(kept.getString("actor")).isEqualTo("alice");
        assertThat(kept.getString("why")).isEqualTo("INC-7");
        assertProblem(merchant.get("/v1/admin/switches"), 403, "forbidden");
    }

    @Test
    void aKindThatTheSettingsStopIsStoppedWhateverTheSwitch() {
        String card = merchant.fundedCard("50.00");

        Response answer = merchant.request().post("/v1/cards/" + card + "/close");

        assertProblem(answer, 503, "operation_stopped");
    }

    @Test
    void pinChangesCanBeStoppedToo() {
        String card = merchant.activeCard();
        stop("PIN_CHANGE");

        assertProblem(setPin(card), 503, "operation_stopped");
        turn("PIN_CHANGE", false).then().statusCode(200);
        assertThat(setPin(card).statusCode()).isEqualTo(204);
    }

    private Response setPin(String card) {
        return merchant.request().body(Map.of("pin", "918273")).put("/v1/cards/" + card + "/pin");
    }

    /** Whatever the order in which they come in, together they stay below each cap, and use it as far as they can. */
    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void noScheduleOfConcurrentCallsGetsPastACap(long seed) {
        Random random = new Random(seed);
        String first = merchant.fundedCard("100.00");
        String holder = merchant.card(first).getString("cardholder_id");
        List<String> cards = List.of(
                first,
                another(holder, "100.00"),
                another(holder, "100.00"),
                another(holder, "100.00"));
        List<CompletableFuture<Response>> calls = IntStream.range(0, 24)
                .mapToObj(one -> {
                    String card = cards.get(one % cards.size());
                    String amount = (200 + random.nextInt(200)) + ".00";
                    return CompletableFuture.supplyAsync(
                            () -> merchant.recharge(card, amount),
                            command -> Thread.ofVirtual().start(command));
                })
                .toList();
        List<Response> answers = calls.stream().map(CompletableFuture::join).toList();

        assertThat(answers)
                .extracting(Response::statusCode)
                .allMatch(status -> status == 200 || status == 202 || status == 409);
        assertThat(movedFor(holder)).isBetween(new BigDecimal("1100"), new BigDecimal("1500"));
        assertThat(Upstream.calls("RECHARGE", merchant.issuerUser(holder)))
                .isEqualTo(
                        answers.stream().filter(one -> one.statusCode() < 300).count());
    }

    private BigDecimal movedFor(String holder) {
        return pool.preparedQuery("SELECT sum(amount) AS moved FROM operation WHERE cardholder_id ="
                        + " $1 AND status <> 'FAILED' AND amount IS NOT NULL")
                .execute(Tuple.of(java.util.UUID.fromString(holder)))
                .await()
                .atMost(SOON)
                .iterator()
                .next()
                .getBigDecimal("moved");
    }
}
