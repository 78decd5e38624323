package com.bananacards.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.Surroundings;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A card's life, read from its timeline: each request, call, webhook, poll and verdict is there. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class TimelineApiTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Api merchant = Api.merchant();

    @AfterEach
    void withoutFaults() {
        Faults.clear();
    }

    private List<Map<String, Object>> timeline(String card) {
        String all = merchant.get("/v1/cards/" + card + "/timeline?limit=100").asString();
        return io.restassured.path.json.JsonPath.from(all).getList("data");
    }

    private static Map<String, Object> line(List<Map<String, Object>> lines, String kind) {
        return lines.stream()
                .filter(one -> kind.equals(one.get("kind")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(kind + " is not in " + lines));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> data(Map<String, Object> line) {
        return (Map<String, Object>) line.get("data");
    }

    @Test
    void aCallIsToldWithItsOutcomeAndHowLongItTook() {
        String card = merchant.activeCard();
        merchant.patiently().post("/v1/cards/" + card + "/lock").then().statusCode(200);

        List<Map<String, Object>> lines = timeline(card);

        assertThat(lines)
                .extracting("kind")
                .containsSubsequence(
                        "OperationRequested",
                        "CardCreated",
                        "OperationRequested",
                        "CardActivated",
                        "OperationRequested",
                        "CardLocked");
        Map<String, Object> call = data(line(lines, "IssuerAccepted"));
        assertThat(call)
                .containsEntry("outcome", "accepted")
                .containsKeys("called_at", "request_id");
        assertThat((Integer) call.get("took_ms")).isBetween(0, 20_000);
        assertThat(data(line(lines, "OperationSucceeded"))).containsKeys("delivery_id", "evidence");
        assertThat(data(line(lines, "CardLocked"))).containsKeys("delivery_id", "issuer_time");
    }

    @Test
    void aLostWebhookIsToldByAnswerPollAndVerdict() {
        String card = merchant.fundedCard("100.00");
        long user = merchant.ownerOf(card);
        for (String event : List.of("CARD_RECHARGE_RESULT", "CARD_BALANCE_CHANGE")) {
            Faults.onWebhook("FORGET", event, user, Map.of("times", 10));
        }
        merchant.request()
                .body(Map.of("amount", "50.00"))
                .post("/v1/cards/" + card + "/recharges")
                .then()
                .statusCode(202);
        await().atMost(SOON)
                .until(() -> "150.00".equals(merchant.card(card).getString("balance.total")));

        List<Map<String, Object>> lines = timeline(card);

        Map<String, Object> settled = lines.stream()
                .filter(one -> "OperationSucceeded".equals(one.get("kind")))
                .toList()
                .getLast();
        assertThat(data(settled).get("evidence"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Map.class))
                .extracting(one -> one.get("witness") + " " + one.get("says"))
                .contains("transactions MOVED", "card_balance MOVED", "verdict SUCCESS");
        assertThat(lines).extracting("kind").contains("EvidenceWeighed");
        assertThat(SandboxControl.calls("RECHARGE", user)).isOne();
    }
}
