package com.bananacards.sandbox;

import static com.bananacards.sandbox.Stage.json;
import static com.bananacards.sandbox.Stage.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

class CallFaultsTest {

    private static final Seal SEAL = new Seal(Stage.SECRET, KeyEncoding.UTF8, KeyEncoding.UTF8);

    private Stage stage;
    private long user;
    private long card;

    @BeforeEach
    void open() {
        stage = new Stage();
        user = stage.approvedUser(1);
        card = stage.fundedCard(user, "100.00");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void onRecharge(String kind, Object... more) {
        JsonObject fault = json("kind", kind, "match", json("endpoint", "RECHARGE"), "times", 1);
        assertThat(stage.control("POST", "/faults", fault.mergeIn(json(more)).encode())
                        .status())
                .isEqualTo(200);
    }

    private HttpResponse<String> rawRecharge() throws IOException {
        String payload =
                SEAL.seal(json("user_id", user, "card_id", card, "amount", 50).encode());
        String body = json("encrypted_payload", payload).encode();
        return stage.raw(Endpoint.RECHARGE, Stage.MERCHANT, SEAL.sign(payload), body);
    }

    private JsonObject lastCall() {
        JsonArray calls = stage.get("/calls?endpoint=RECHARGE").getJsonArray("calls");
        return calls.getJsonObject(calls.size() - 1);
    }

    private Object account() {
        return stage.call(Endpoint.ACCOUNT_BALANCE).body().getValue("balance");
    }

    private void nothingWasApplied() {
        assertThat(lastCall().getBoolean("applied")).isFalse();
        assertThat(account()).isEqualTo(new BigDecimal("99898.50"));
    }

    private void itWasApplied() {
        assertThat(lastCall().getBoolean("applied")).isTrue();
        assertThat(stage.receiver.await("CARD_RECHARGE_RESULT").getString("status"))
                .isEqualTo("SUCCESS");
        assertThat(account()).isEqualTo(new BigDecimal("99847.00"));
    }

    @Test
    void downAnswers503AndAppliesNothing() throws IOException {
        onRecharge("DOWN");
        assertThat(rawRecharge().statusCode()).isEqualTo(503);
        nothingWasApplied();
        assertThat(rawRecharge().statusCode()).isEqualTo(200);
    }

    @Test
    void dropBeforeClosesTheConnectionAndAppliesNothing() {
        onRecharge("DROP_BEFORE");
        assertThatThrownBy(this::rawRecharge).isInstanceOf(IOException.class);
        nothingWasApplied();
    }

    @Test
    void dropAfterAppliesAndClosesTheConnection() {
        onRecharge("DROP_AFTER");
        assertThatThrownBy(this::rawRecharge).isInstanceOf(IOException.class);
        itWasApplied();
    }

    @Test
    void badGatewayAfterAppliesAndAnswers502() throws IOException {
        onRecharge("BAD_GATEWAY_AFTER");
        HttpResponse<String> response = rawRecharge();
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).isEqualTo("Bad Gateway");
        itWasApplied();
    }

    @Test
    void lateAppliesAtOnceAndAnswersAfterTheWebhook() throws IOException {
        onRecharge("LATE", "delay_ms", 150);
        long before = System.nanoTime();
        assertThat(rawRecharge().statusCode()).isEqualTo(200);
        assertThat(System.nanoTime() - before).isGreaterThan(149_000_000L);
        assertThat(stage.receiver.of("CARD_RECHARGE_RESULT")).hasSize(1);
        itWasApplied();
    }

    @Test
    void wrongHmacAppliesAndForgesTheAnswersSignature() throws IOException {
        onRecharge("WRONG_HMAC");
        JsonObject envelope = ExactJson.object(rawRecharge().body());
        String payload = envelope.getString("encrypted_payload");
        assertThat(SEAL.genuine(payload, envelope.getString("hmac"))).isFalse();
        assertThat(SEAL.open(payload)).contains("Card recharge request sent successfully");
        itWasApplied();
    }

    @Test
    void refuseSaysNoAndAppliesNothing() {
        onRecharge("REFUSE");
        assertThat(stage.recharge(user, card, "50.00").message())
                .isEqualTo("199:0 - refused by script");
        nothingWasApplied();
    }

    @Test
    void failAcceptsAndFailsLater() {
        onRecharge("FAIL");
        assertThat(stage.recharge(user, card, "50.00").status()).isEqualTo(200);
        assertThat(stage.receiver.await("CARD_RECHARGE_RESULT").getString("status"))
                .isEqualTo("FAILED");
        assertThat(account()).isEqualTo(new BigDecimal("99898.50"));
    }

    @Test
    void everyKindOfOrderCanFailLater() {
        stage.fault("kind", "FAIL");
        stage.call(Endpoint.REGISTER, "email", "bob@example.com", "template_id", 1);
        assertThat(stage.receiver.await("USER_CREATE_RESULT").getString("status"))
                .isEqualTo("REJECTED");
        stage.call(
                Endpoint.ASSIGN,
                "user_id",
                user,
                "template_id",
                1,
                "card_number",
                "4926173805190001");
        assertThat(stage.receiver.await("CARD_ASSIGN_RESULT").getString("error_reason"))
                .isEqualTo("101:2 - provider system error");
        stage.alter(user, card, "LOCK");
        JsonObject change = stage.receiver.await("CARD_STATUS_CHANGE");
        assertThat(change.getString("status")).isEqualTo("FAILED");
        assertThat(change.getString("card_status")).isEqualTo("ACTIVE");
        stage.alter(user, card, "CLOSE");
        JsonObject closed = stage.receiver.await("CARD_CLOSE_RESULT");
        assertThat(closed.getString("status")).isEqualTo("FAILED");
        assertThat(closed.getValue("refund_amount")).isEqualTo(new BigDecimal("0.00"));
        assertThat(stage.balanced()).isTrue();
    }

    @Test
    void aFaultStrikesOnlyWhatItMatches() {
        stage.fault("kind", "DOWN", "match", json("endpoint", "balance", "card_id", card + 1));
        stage.fault(
                "kind", "REFUSE", "match", json("user_id", user), "times", 1, "text", "7:7 - x");
        assertThat(stage.call(Endpoint.ACCOUNT_BALANCE).status()).isEqualTo(200);
        assertThat(stage.call(Endpoint.BALANCE, "user_id", user, "card_id", card)
                        .message())
                .isEqualTo("7:7 - x");
        assertThat(stage.call(Endpoint.BALANCE, "user_id", user, "card_id", card)
                        .status())
                .isEqualTo(200);
        assertThat(stage.call(Endpoint.BALANCE, "user_id", user, "card_id", card + 1)
                        .status())
                .isEqualTo(503);
    }

    @Test
    void theSameScriptOverTheSameCallsDecidesTheSame() {
        JsonArray script = list(
                json("kind", "DOWN", "probability", "0.3", "seed", 42),
                json("kind", "REFUSE", "probability", "0.5", "seed", 43));
        List<Integer> first = statuses(script);
        assertThat(statuses(script)).isEqualTo(first);
        assertThat(first).contains(200, 422, 503);
        script.getJsonObject(0).put("seed", 44);
        assertThat(statuses(script)).isNotEqualTo(first);
    }

    private List<Integer> statuses(JsonArray script) {
        stage.control("DELETE", "/faults", "");
        assertThat(stage.control("POST", "/faults", script.encode()).status()).isEqualTo(200);
        List<Integer> statuses = new ArrayList<>();
        for (int call = 0; call < 60; call++) {
            statuses.add(stage.call(Endpoint.CARD_TEMPLATES).status());
        }
        return statuses;
    }

    @Test
    void aScriptWithOneWrongLineIsNotTakenAtAll() {
        JsonObject good = json("kind", "DOWN");
        JsonObject[] wrong = {
            json("kind", "UP"),
            json("kind", "DOWN", "tiems", 1),
            json("kind", "DOWN", "probability", "2"),
            json("kind", "DOWN", "match", json("endpont", "X")),
            json("kind", "DOWN", "times", "n"),
            json("kind", 7),
            json()
        };
        for (JsonObject line : wrong) {
            Stage.Reply reply =
                    stage.control("POST", "/faults", list(good, line).encode());
            assertThat(reply.status()).as("%s", line).isEqualTo(400);
        }
        assertThat(stage.get("/faults").getJsonArray("data")).isEmpty();
    }

    @Test
    void faultsAreListedWithWhatTheyDid() throws IOException {
        onRecharge("DOWN");
        assertThat(stage.recharge(user, card, "50.00").status()).isEqualTo(503);
        JsonObject listed = stage.get("/faults").getJsonArray("data").getJsonObject(0);
        assertThat(listed.getInteger("struck")).isEqualTo(1);
        assertThat(listed.getLong("seed")).isEqualTo(1);
        stage.control("DELETE", "/faults", "");
        assertThat(rawRecharge().statusCode()).isEqualTo(200);
    }

    @Test
    void theCallLogKeepsNothingSensitive() {
        stage.call(Endpoint.SET_PIN, "user_id", user, "card_id", card, "pin", "864209");
        String log = stage.get("/calls").encode() + stage.get("/state").encode();
        assertThat(log).doesNotContain("864209").doesNotContain(Stage.SAMPLE_NUMBER);
        assertThat(lastCall().getValue("amount")).isEqualTo(new BigDecimal("100.00"));
    }
}
