package com.bananacards.sandbox;

import static com.bananacards.sandbox.Stage.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class WebhookFaultsTest {

    private static final String LOCKED = "CARD_STATUS_CHANGE";

    private Stage stage;
    private long user;
    private long card;

    @BeforeEach
    void open() {
        stage = new Stage();
        user = stage.approvedUser(1);
        card = stage.activeCard(user, Stage.SAMPLE_NUMBER);
        stage.receiver.clear();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void onStatusChange(String kind, Object... more) {
        JsonObject match = json("event", LOCKED, "card_id", card);
        JsonObject fault = json("kind", kind, "times", 1, "match", match).mergeIn(json(more));
        assertThat(stage.control("POST", "/faults", fault.encode()).status()).isEqualTo(200);
    }

    private void lock() {
        assertThat(stage.alter(user, card, "LOCK").status()).isEqualTo(200);
    }

    private JsonArray records() {
        return stage.call(Endpoint.WEBHOOK_RECORDS, "callback_type", LOCKED)
                .body()
                .getJsonArray("data");
    }

    private JsonArray attempts() {
        JsonArray all = stage.get("/state").getJsonArray("webhook_attempts");
        return new JsonArray(all.stream()
                .filter(row -> LOCKED.equals(((JsonObject) row).getString("event")))
                .toList());
    }

    private void awaitStatus(String status) {
        Awaitility.await()
                .until(() -> status.equals(
                        stage.call(Endpoint.INFORMATION, "user_id", user, "card_id", card)
                                .body()
                                .getString("status")));
    }

    @Test
    void aLostWebhookIsRecordedAndNeverSent() {
        onStatusChange("LOSE");
        lock();
        awaitStatus("LOCKED");
        stage.alter(user, card, "UNLOCK");
        assertThat(stage.receiver.await(LOCKED).getString("card_status")).isEqualTo("ACTIVE");
        assertThat(records()).hasSize(2);
        JsonObject lost = attempts().getJsonObject(0);
        assertThat(lost.getString("fault")).isEqualTo("LOSE");
        assertThat(lost.getValue("status_code")).isNull();
    }

    @Test
    void aDelayedWebhookIsOvertaken() {
        onStatusChange("DELAY", "delay_ms", 300);
        lock();
        awaitStatus("LOCKED");
        stage.alter(user, card, "UNLOCK");
        stage.receiver.await(LOCKED, 2);
        assertThat(cardStatuses()).containsExactly("ACTIVE", "LOCKED");
    }

    private List<String> cardStatuses() {
        return stage.receiver.of(LOCKED).stream()
                .map(webhook -> webhook.payload().getString("card_status"))
                .toList();
    }

    @Test
    void aDuplicatedWebhookComesAtOnceAndLater() {
        onStatusChange("DUPLICATE", "copies", 3, "delay_ms", 50);
        lock();
        stage.receiver.await(LOCKED, 4);
        List<Receiver.Webhook> all = stage.receiver.of(LOCKED);
        assertThat(all)
                .extracting(Receiver.Webhook::payload)
                .containsOnly(all.get(0).payload());
        assertThat(all)
                .extracting(one -> one.envelope().getString("encrypted_payload"))
                .doesNotHaveDuplicates();
        assertThat(records()).hasSize(1);
        Awaitility.await().until(() -> stage.get("/state").getInteger("pending_webhooks") == 0);
        assertThat(attempts()).hasSize(4);
    }

    @Test
    void aReorderedWebhookWaitsForTheNextOfItsCard() {
        onStatusChange("REORDER");
        lock();
        awaitStatus("LOCKED");
        long other = stage.tbaCard(user, "4926173805190001");
        assertThat(other).isNotEqualTo(card);
        assertThat(stage.receiver.of(LOCKED)).isEmpty();
        stage.alter(user, card, "UNLOCK");
        stage.receiver.await(LOCKED, 2);
        assertThat(cardStatuses()).containsExactly("ACTIVE", "LOCKED");
    }

    @Test
    void aReorderedWebhookWithoutASuccessorIsLetGoAfterItsDelay() {
        onStatusChange("REORDER", "delay_ms", 30);
        lock();
        assertThat(stage.receiver.await(LOCKED).getString("card_status")).isEqualTo("LOCKED");
    }

    @Test
    void aForgedWebhookIsForgedOnceAndItsRetryGenuine() {
        onStatusChange("WRONG_HMAC_WEBHOOK");
        stage.receiver.refuse(1, 401);
        lock();
        stage.receiver.await(LOCKED, 2);
        assertThat(stage.receiver.of(LOCKED))
                .extracting(Receiver.Webhook::genuine)
                .containsExactly(false, true);
    }

    @Test
    void theEnvelopesTypeCanBeSwapped() {
        onStatusChange("TYPE_SWAP");
        lock();
        JsonObject payload = stage.receiver.await("CARD_ASSIGN_RESULT");
        assertThat(payload.getString("card_status")).isEqualTo("LOCKED");
        assertThat(stage.receiver.all()).allMatch(Receiver.Webhook::genuine);
        assertThat(records()).hasSize(1);
    }

    @Test
    void anUnknownEventAndAnUnknownStatusAreGenuine() {
        onStatusChange("UNKNOWN_EVENT");
        onStatusChange("UNKNOWN_STATUS", "text", "WEIRD");
        lock();
        assertThat(stage.receiver.await("CARD_TELEPORTED").getLong("card_id")).isEqualTo(card);
        stage.alter(user, card, "UNLOCK");
        assertThat(stage.receiver.await(LOCKED).getString("status")).isEqualTo("WEIRD");
        assertThat(stage.receiver.all()).allMatch(Receiver.Webhook::genuine);
        assertThat(records().getJsonObject(1).getJsonObject("payload").getString("status"))
                .isEqualTo("SUCCESS");
    }

    @Test
    void anUntakenWebhookIsSentAgainWithAnotherIvUntilItsRetriesAreUsedUp() {
        stage.receiver.refuse(100, 503);
        lock();
        stage.receiver.await(LOCKED, 3);
        Awaitility.await().until(() -> stage.get("/state").getInteger("pending_webhooks") == 0);
        assertThat(stage.receiver.of(LOCKED)).hasSize(3);
        assertThat(attempts())
                .extracting(row -> ((JsonObject) row).getInteger("attempt"))
                .containsExactly(1, 2, 3);
        assertThat(attempts())
                .extracting(row -> ((JsonObject) row).getInteger("status_code"))
                .containsOnly(503);
        assertThat(stage.receiver.of(LOCKED))
                .extracting(one -> one.envelope().getString("encrypted_payload"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aReceiverThatIsAwayIsAnErrorOfTheAttempt() {
        stage.control(
                "PUT", "/settings", json("webhook_url", "http://127.0.0.1:1/x").encode());
        lock();
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> attempts().size() == 3);
        assertThat(attempts().getJsonObject(0).getString("error")).isNotBlank();
        assertThat(attempts().getJsonObject(0).getValue("status_code")).isNull();
    }

    @Test
    void anyGenuineWebhookCanBeMadeUp() {
        JsonObject payload = json("card_id", 4_711, "mood", "fine", "rate", "1.10");
        stage.post("/webhooks", "type", "CARD_SANG", "payload", payload);
        assertThat(stage.receiver.await("CARD_SANG").getString("mood")).isEqualTo("fine");
        stage.post("/webhooks", "type", "CARD_SANG", "payload", payload, "recorded", false);
        stage.receiver.await("CARD_SANG", 2);
        assertThat(stage.call(Endpoint.WEBHOOK_RECORDS, "card_id", 4_711)
                        .body()
                        .getInteger("total"))
                .isEqualTo(1);
        assertThat(stage.control("POST", "/webhooks", "{}").status()).isEqualTo(422);
    }

    @Test
    void theIssuerCanChangeACardWithoutAWord() {
        stage.post("/cards/" + card + "/status", "status", "LOCKED", "silent", true);
        awaitStatus("LOCKED");
        stage.post("/cards/" + card + "/status", "status", "ACTIVE");
        assertThat(stage.receiver.await(LOCKED).getString("card_status")).isEqualTo("ACTIVE");
        assertThat(stage.control("POST", "/cards/" + card + "/status", "{\"status\":\"CLOSED\"}")
                        .status())
                .isEqualTo(400);
        assertThat(stage.control("POST", "/cards/1/status", "{\"status\":\"TBA\"}")
                        .status())
                .isEqualTo(404);
    }
}
