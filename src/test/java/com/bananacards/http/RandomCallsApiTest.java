package com.bananacards.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.ApiContract;
import com.bananacards.testsupport.RandomCalls;
import com.bananacards.testsupport.Surroundings;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Calls made at random from the API's description, legal ones and all kinds of illegal ones: none is answered with a
 * fault of ours, and every answer is as described (which is held of every answer that any test gets).
 */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RandomCallsApiTest {

    private static final int CALLS = Integer.getInteger("random.calls", 3_000);
    private static final long SEED = Long.getLong("random.seed", 20_261_124);

    private static final int ENOUGH = 20;

    private RandomCalls calls;

    @BeforeEach
    void thingsToCallFor() {
        Api merchant = Api.merchant();
        String card = merchant.fundedCard("40.00");
        String cardholder = merchant.card(card).getString("cardholder_id");
        calls = new RandomCalls(
                ApiContract.ofFile().api(),
                SEED,
                Map.of(
                        "cardholder", List.of(cardholder),
                        "card", List.of(card, merchant.assignedCard(), merchant.activeCard())));
    }

    @Test
    void noCallIsAnsweredWithAFaultOfOursAndEveryAnswerIsAsDescribed() {
        Map<Integer, Integer> statuses = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < CALLS && faults.size() < ENOUGH; i++) {
            RandomCalls.Call call = calls.next();
            try {
                Response answer = call.send();
                statuses.merge(answer.statusCode(), 1, Integer::sum);
                if (isOurFault(answer)) {
                    faults.add("call %d: %s%n%s".formatted(i, call, answer.asString()));
                }
            } catch (AssertionError notAsDescribed) {
                faults.add("call %d: %s%n%s".formatted(i, call, notAsDescribed.getMessage()));
            }
        }
        System.out.printf("%d calls of seed %d: %s%n", CALLS, SEED, statuses);
        assertThat(faults).isEmpty();
        assertThat(statuses).containsKeys(200, 202, 400, 401, 403, 404, 409, 415, 422);
    }

    private static boolean isOurFault(Response answer) {
        String body = answer.asString();
        return answer.statusCode() >= 500
                || List.of("Exception", "\tat ", "com.bananacards").stream()
                        .anyMatch(body::contains);
    }
}
