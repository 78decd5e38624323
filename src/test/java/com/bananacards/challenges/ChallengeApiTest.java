package com.bananacards.challenges;

import static com.bananacards.testsupport.Refusals.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Upstream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** 3DS challenges are shown while they wait, and answered once. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ChallengeApiTest {

    private final Api merchant = Api.merchant();
    private String card;
    private long number;
    private long user;

    @BeforeEach
    void prepare() {
        card = merchant.fundedCard("100.00");
        number = merchant.issuerCard(card);
        user = merchant.ownerOf(card);
    }

    @AfterEach
    void withoutFaults() {
        Faults.clear();
    }

    private void challenge(long expiresInMs) {
        SandboxControl.post(
                "/cards/" + number + "/challenge",
                Map.of(
                        "amount",
                        new BigDecimal("12.34"),
                        "expires_in_ms",
                        expiresInMs,
                        "then_purchase",
                        true));
    }

    private List<Map<String, Object>> challenges(String status) {
        return merchant.get("/v1/challenges?card_id=" + card + status)
                .jsonPath()
                .getList("data");
    }

    private String awaitChallenge() {
        challenge(300_000);
        await().untilAsserted(() -> assertThat(challenges("")).hasSize(1));
        return (String) challenges("").getFirst().get("id");
    }

    private Response confirm(String id, Object approve) {
        return confirm(merchant, id, approve);
    }

    private static Response confirm(Api caller, String id, Object approve) {
        return caller.request()
                .body(Map.of("approve", approve))
                .post("/v1/challenges/" + id + "/confirm");
    }

    @Test
    void aChallengeIsShownWhileItWaits() {
        awaitChallenge();

        assertThat(challenges("").getFirst())
                .containsEntry("status", "WAITING")
                .containsEntry("amount", "12.34")
                .containsEntry("currency", "USD")
                .containsEntry("merchant", "Banana Stand")
                .containsEntry("card_id", card)
                .containsKey("expires_at");
    }

    @Test
    void aYesLetsThePurchaseThrough() {
        String id = awaitChallenge();

        assertThat(confirm(id, true).statusCode()).isEqualTo(204);

        assertThat(challenges("&status=APPROVED")).hasSize(1);
        assertThat(challenges("")).isEmpty();
        await().untilAsserted(() ->
                assertThat(merchant.card(card).getString("balance.total")).isEqualTo("87.66"));
    }

    @Test
    void aNoDeclinesIt() {
        String id = awaitChallenge();

        assertThat(confirm(id, false).statusCode()).isEqualTo(204);

        assertThat(challenges("&status=DECLINED")).hasSize(1);
        assertProblem(confirm(id, true), 409, "challenge_closed");
    }

    @Test
    void anExpiredChallengeCanNotBeAnswered() {
        challenge(700);
        await().untilAsserted(() -> assertThat(challenges("&status=EXPIRED")).hasSize(1));
        String id = (String) challenges("&status=EXPIRED").getFirst().get("id");

        assertThat(challenges("")).isEmpty();
        assertProblem(confirm(id, true), 409, "challenge_closed");
        assertThat(Upstream.calls("CONFIRM_3DS", user)).isZero();
    }

    @Test
    void expiryIsWrittenDown() {
        challenge(700);

        await().untilAsserted(
                        () -> assertThat(merchant.get("/v1/cards/" + card + "/timeline?limit=100")
                                        .jsonPath()
                                        .<String>getList("data.kind"))
                                .contains("ChallengeCreated", "ChallengeExpired"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"approve\": \"true\"}", "{\"approve\": null}", "{\"yes\": 1}"})
    void anAnswerThatIsNoneIsRefused(String body) {
        String id = awaitChallenge();

        Response answer = merchant.request().body(body).post("/v1/challenges/" + id + "/confirm");

        assertProblem(answer, 400, "validation_failed");
        assertThat(challenges("")).hasSize(1);
    }

    @Test
    void whatTheIssuerRefusesStillWaits() {
        String id = awaitChallenge();
        Faults.onCall("REFUSE", "CONFIRM_3DS", user, Map.of("text", "109:1 - not now"));

        Response refused = confirm(id, true);

        assertProblem(refused, 422, "issuer_refused");
        assertThat(refused.<String>path("reason")).isEqualTo("109:1 - not now");
        assertThat(confirm(id, true).statusCode()).isEqualTo(204);
    }

    @Test
    void anAnswerThatWasNeverSentMayBeGivenAgain() {
        String id = awaitChallenge();
        Faults.onCall("DROP_BEFORE", "CONFIRM_3DS", user);

        assertProblem(confirm(id, true), 504, "outcome_unknown");
        assertThat(confirm(id, true).statusCode()).isEqualTo(204);
    }

    @Test
    void twoAnswersAtOnceAreSentOnce() throws Exception {
        String id = awaitChallenge();
        Faults.onCall("LATE", "CONFIRM_3DS", user, Map.of("delay_ms", 700));

        CompletableFuture<Integer> first =
                CompletableFuture.supplyAsync(() -> confirm(id, true).statusCode());
        int second = confirm(id, true).statusCode();

        assertThat(List.of(first.get(), second)).containsExactlyInAnyOrder(204, 409);
        assertThat(Upstream.calls("CONFIRM_3DS", user)).isEqualTo(1);
    }

    @Test
    void onlyItsOwnerAndTheMerchantSeeIt() {
        String id = awaitChallenge();
        String owner = merchant.card(card).getString("cardholder_id");
        Api stranger = Api.cardholder(merchant.approvedCardholder());

        assertProblem(confirm(stranger, id, true), 404, "not_found");
        assertThat(stranger.get("/v1/challenges").jsonPath().getList("data")).isEmpty();
        assertThat(Api.cardholder(owner).get("/v1/challenges").jsonPath().getList("data"))
                .hasSize(1);
        assertThat(confirm(Api.cardholder(owner), id, true).statusCode()).isEqualTo(204);
    }

    @Test
    void aRehearsalAnswersNothing() {
        String id = awaitChallenge();

        Response answer = merchant.request()
                .body(Map.of("approve", true))
                .post("/v1/challenges/" + id + "/confirm?dry_run=true");

        assertThat(answer.<String>path("kind")).isEqualTo("CHALLENGE_CONFIRM");
        assertThat(answer.jsonPath().getList("blockers")).isEmpty();
        assertThat(Upstream.calls("CONFIRM_3DS", user)).isZero();
    }

    @Test
    void aWalletsRequestIsInTheTimelineWithoutItsCode() {
        SandboxControl.post("/cards/" + number + "/wallet-code", Map.of("wallet", "APPLE_PAY"));

        await().untilAsserted(() -> {
            Response timeline = merchant.get("/v1/cards/" + card + "/timeline?limit=100");
            assertThat(timeline.jsonPath().<String>getList("data.kind"))
                    .contains("CardVerificationRequested");
            assertThat(timeline.asString()).contains("APPLE_PAY").doesNotContain("\"code\"");
        });
    }
}
