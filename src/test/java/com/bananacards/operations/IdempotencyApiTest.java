package com.bananacards.operations;

import static com.bananacards.testsupport.Refusals.assertFault;
import static com.bananacards.testsupport.Refusals.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Tokens;
import com.bananacards.testsupport.Upstream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A repeated request is done once and answered as the first time. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class IdempotencyApiTest {

    private static final String ASSIGN = "/v1/cards/physical";
    private static final String PIN = "{\"pin\":\"483921\"}";

    private final Api merchant = Api.merchant();

    @AfterEach
    void clearFaults() {
        Faults.clear();
    }

    private static RequestSpecification with(String token, String key) {
        RequestSpecification request = RestAssured.given()
                .header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON);
        return key == null ? request : request.header("Idempotency-Key", key);
    }

    private static RequestSpecification with(String key) {
        return with(Tokens.merchant(), key);
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }

    @Test
    void aCommandWithoutAKeyIsRefused() {
        String card = merchant.assignedCard();
        for (String path : List.of(
                "/v1/cardholders",
                ASSIGN,
                "/v1/cards/" + card + "/activate",
                "/v1/cards/" + card + "/lock",
                "/v1/cards/" + card + "/unlock",
                "/v1/cards/" + card + "/close")) {
            assertProblem(with(null).body("{}").post(path), 400, "idempotency_key_missing");
        }
        assertThat(merchant.card(card).getString("status")).isEqualTo("TBA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\tb", "é"})
    void aKeyThatIsNotVisibleAsciiIsRefused(String key) {
        assertProblem(with(key).body("{}").post("/v1/cardholders"), 400, "idempotency_key_missing");
    }

    @Test
    void aKeyMayHave255CharactersAndNoMore() {
        assertProblem(
                with("k".repeat(256)).body("{}").post("/v1/cardholders"),
                400,
                "idempotency_key_missing");

        String longest = "!~" + newKey() + "k".repeat(255 - 38);
        String body = registration();
        with(longest).body(body).post("/v1/cardholders").then().statusCode(202);
        assertThat(with(longest).body(body).post("/v1/cardholders").header("Idempotent-Replayed"))
                .isEqualTo("true");
    }

    private static String registration() {
        return "{\"email\":\"k" + UUID.randomUUID() + "@example.com\",\"template_id\":1}";
    }

    @Test
    void aRepeatIsAnsweredLikeTheFirstTimeAlsoWhenThingsHaveMovedOn() {
        String card = merchant.assignedCard();
        String path = "/v1/cards/" + card + "/activate";
        String key = newKey();

        Response first = with(key).body(PIN).post(path);
        first.then().statusCode(202);
        merchant.settled(first.path("id"));
        Response again = with(key).body(" { \"pin\" : \"483921\" } ").post(path);

        assertThat(first.header("Idempotent-Replayed")).isNull();
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.jsonPath().<Map<String, Object>>get())
                .isEqualTo(first.jsonPath().<Map<String, Object>>get());
        assertThat(Upstream.calls("UPDATE_STATUS", userOf(card))).isEqualTo(1);
    }

    private long userOf(String card) {
        return merchant.issuerUser(merchant.card(card).getString("cardholder_id"));
    }

    @Test
    void aRepeatOfAnAnswerThatWaitedIsTheAnswerThatWaited() {
        String path = "/v1/cards/" + merchant.assignedCard() + "/activate";
        String key = newKey();

        Response first = with(key).header("Prefer", "wait=20").body(PIN).post(path);
        Response again = with(key).body(PIN).post(path);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.<String>path("status")).isEqualTo("SUCCEEDED");
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void aKeyForAnotherBodyIsRefused() {
        String path = "/v1/cards/" + merchant.assignedCard() + "/activate";
        String key = newKey();
        with(key).body(PIN).post(path).then().statusCode(202);

        Response other = with(key).body("{\"pin\":\"483922\"}").post(path);

        assertProblem(other, 422, "idempotency_key_reused");
        assertThat(other.asString()).doesNotContain("48392");
    }

    @Test
    void aKeyIsOneCallersAndOnePathsOwn() {
        String key = newKey();
        String body = registration();
        Response mine = with(key).body(body).post("/v1/cardholders");
        Response theirs = with(Tokens.merchant("another"), key).body(body).post("/v1/cardholders");

        theirs.then().statusCode(202);
        assertThat(theirs.header("Idempotent-Replayed")).isNull();
        assertThat(theirs.<String>path("id")).isNotEqualTo(mine.path("id"));

        String one = merchant.assignedCard();
        String two = merchant.assignedCard();
        Response onOne = with(key).body(PIN).post("/v1/cards/" + one + "/activate");
        Response onTwo = with(key).body(PIN).post("/v1/cards/" + two + "/activate");
        assertThat(onOne.<String>path("card_id")).isEqualTo(one);
        assertThat(onTwo.<String>path("card_id")).isEqualTo(two);
    }

    @Test
    void aRefusedRequestDoesNotUseUpItsKey() {
        String card = merchant.assignedCard();
        String path = "/v1/cards/" + card + "/activate";
        String key = newKey();

        assertFault(with(key).body("{\"pin\":\"1\"}").post(path), "/pin", "size");
        assertProblem(
                with(key).body("{}").post("/v1/cards/" + card + "/lock"),
                409,
                "card_status_conflict");

        Response good = with(key).body(PIN).post(path);
        good.then().statusCode(202);
        assertThat(good.header("Idempotent-Replayed")).isNull();
    }

    @Test
    void theSameKeyFiftyTimesAtOnceIsSentOnce() {
        String cardholder = merchant.approvedCardholder();
        long user = merchant.issuerUser(cardholder);
        Faults.onCall("LATE", "ASSIGN", user, Map.of("delay_ms", 300));
        Map<String, Object> body = Api.assignment(cardholder, Api.stockedNumber());
        String key = newKey();

        List<Response> answers = atOnce(50, () -> with(key).body(body).post(ASSIGN));

        assertThat(Upstream.calls("ASSIGN", user)).isEqualTo(1);
        Map<Integer, List<Response>> byStatus =
                answers.stream().collect(Collectors.groupingBy(Response::statusCode));
        assertThat(byStatus.keySet()).isSubsetOf(200, 202, 409);
        byStatus.getOrDefault(409, List.of())
                .forEach(answer -> assertProblem(answer, 409, "idempotency_key_in_use"));
        List<Response> accepted = byStatus.get(202);
        assertThat(accepted.stream().map(one -> one.<String>path("id")).distinct())
                .hasSize(1);
        assertThat(accepted.stream().filter(one -> one.header("Idempotent-Replayed") == null))
                .hasSize(1);
        assertThat(merchant.get("/v1/operations?kind=CARD_ASSIGN&cardholder_id=" + cardholder)
                        .jsonPath()
                        .getList("data"))
                .hasSize(1);
    }

    @Test
    void aSecondAssignmentOfTheSameCardholderMustWaitForTheFirst() {
        String cardholder = merchant.approvedCardholder();
        long user = merchant.issuerUser(cardholder);
        Faults.onCall("LATE", "ASSIGN", user, Map.of("delay_ms", 500));
        Faults.onWebhook("DELAY", "CARD_ASSIGN_RESULT", user, Map.of("delay_ms", 1500));

        List<Response> answers = atOnce(
                2,
                () -> with(newKey())
                        .body(Api.assignment(cardholder, Api.stockedNumber()))
                        .post(ASSIGN));

        Response accepted = only(answers, 202);
        Response refused = assertProblem(only(answers, 409), 409, "operation_in_progress");
        assertThat(refused.<String>path("operation_id")).isEqualTo(accepted.path("id"));
        assertThat(merchant.settled(accepted.path("id")).getString("status"))
                .isEqualTo("SUCCEEDED");
        assertThat(Upstream.calls("ASSIGN", user)).isEqualTo(1);
    }

    @Test
    void ofTwoCardholdersWhoWantTheSameCardOneGetsIt() {
        String number = Api.stockedNumber();
        List<String> cardholders =
                List.of(merchant.approvedCardholder(), merchant.approvedCardholder());
        List<Long> users = cardholders.stream().map(merchant::issuerUser).toList();
        users.forEach(user -> Faults.onCall("LATE", "ASSIGN", user, Map.of("delay_ms", 500)));
        var next = cardholders.iterator();

        List<Response> answers = atOnce(
                2,
                () -> with(newKey()).body(Api.assignment(nextOf(next), number)).post(ASSIGN));

        Response accepted = only(answers, 202);
        assertProblem(only(answers, 409), 409, "card_already_assigned");
        assertThat(users.stream()
                        .mapToLong(user -> Upstream.calls("ASSIGN", user))
                        .sum())
                .isEqualTo(1);
        assertThat(merchant.settled(accepted.path("id")).getString("status"))
                .isEqualTo("SUCCEEDED");
        assertProblem(
                with(newKey())
                        .body(Api.assignment(merchant.approvedCardholder(), number))
                        .post(ASSIGN),
                409,
                "card_already_assigned");
    }

    private static synchronized String nextOf(java.util.Iterator<String> iterator) {
        return iterator.next();
    }

    private static Response only(List<Response> answers, int status) {
        List<Response> found =
                answers.stream().filter(one -> one.statusCode() == status).toList();
        assertThat(found)
                .as(answers.stream().map(Response::asString).toList().toString())
                .hasSize(1);
        return found.getFirst();
    }

    private static List<Response> atOnce(int times, Callable<Response> request) {
        try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
            List<Future<Response>> under = threads.invokeAll(
                    IntStream.range(0, times).mapToObj(ignored -> request).toList());
            return under.stream().map(Future::resultNow).toList();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
