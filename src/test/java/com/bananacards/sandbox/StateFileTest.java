package com.bananacards.sandbox;

import static com.bananacards.sandbox.Stage.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

class StateFileTest {

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("sandbox.json");
    }

    private Stage stage(long resultAfterMs) {
        return new Stage(settings -> settings.stateFile(file())
                .saveAfter(Duration.ofMillis(1))
                .resultAfter(Duration.ofMillis(resultAfterMs)));
    }

    @Test
    void everythingSurvivesARestart() {
        JsonObject before;
        JsonObject ledger;
        JsonObject calls;
        long user;
        long card;
        try (Stage stage = stage(1)) {
            user = stage.approvedUser(1);
            card = stage.fundedCard(user, "100.00");
            stage.post("/cards/" + card + "/purchase", "amount", new BigDecimal("0.10"));
            stage.post("/cards/" + card + "/challenge", "amount", 10);
            stage.fault("kind", "DOWN", "match", json("endpoint", "APPLY"), "times", 3);
            stage.call(Endpoint.APPLY);
            Awaitility.await().until(() -> stage.get("/state").getInteger("pending_webhooks") == 0);
            before = stage.get("/state");
            ledger = stage.get("/ledger");
            calls = stage.get("/calls");
        }
        try (Stage stage = stage(1)) {
            JsonObject after = stage.get("/state");
            // The new receiver listens elsewhere, and the new settings say so.
            before.getJsonObject("settings").remove("webhook_url");
            after.getJsonObject("settings").remove("webhook_url");
            assertThat(after).isEqualTo(before);
            assertThat(stage.get("/ledger")).isEqualTo(ledger);
            assertThat(stage.get("/calls")).isEqualTo(calls);
            JsonObject fault = stage.get("/faults").getJsonArray("data").getJsonObject(0);
            assertThat(fault.getInteger("struck")).isEqualTo(1);
            assertThat(stage.alter(user, card, "LOCK").status()).isEqualTo(200);
            assertThat(stage.approvedUser(1)).isEqualTo(user + 1);
        }
    }

    @Test
    void whatWasOpenIsSettledAfterARestart() {
        long user;
        try (Stage stage = stage(60_000)) {
            user = stage.approvedUser(1);
            stage.call(
                    Endpoint.ASSIGN,
                    "user_id",
                    user,
                    "template_id",
                    1,
                    "card_number",
                    Stage.SAMPLE_NUMBER);
            assertThat(stage.get("/state").getInteger("pending_timers")).isEqualTo(1);
        }
        bringForward();
        try (Stage stage = stage(1)) {
            JsonObject result = stage.receiver.await("CARD_ASSIGN_RESULT");
            assertThat(result.getString("status")).isEqualTo("SUCCESS");
            JsonObject order = stage.get("/state").getJsonArray("operations").getJsonObject(0);
            assertThat(order.getString("status")).isEqualTo("SUCCESS");
        }
    }

    /** Lets the saved timers be overdue, as they are after a long pause. */
    private void bringForward() {
        try {
            JsonObject saved = ExactJson.object(Files.readString(file()));
            saved.getJsonObject("agenda")
                    .getJsonArray("rows")
                    .forEach(task -> ((JsonObject) task).put("due_at", 0));
            Files.writeString(file(), saved.encode());
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Test
    void aWebhookNobodyTookIsSentAfterARestart() {
        try (Stage stage = new Stage(settings -> settings.stateFile(file())
                .webhookUrl("http://127.0.0.1:1/gone")
                .webhookRetries(List.of(Duration.ofMillis(200))))) {
            stage.post("/webhooks", "type", "CARD_SANG", "payload", json("card_id", 7));
            Awaitility.await()
                    .until(() -> !stage.get("/state")
                            .getJsonArray("webhook_attempts")
                            .isEmpty());
        }
        try (Stage stage = stage(1)) {
            assertThat(stage.receiver.await("CARD_SANG").getLong("card_id")).isEqualTo(7);
        }
    }

    @Test
    void theFileIsThereShortlyAfterAChangeAndOnlyForItsOwner() throws IOException {
        try (Stage stage = stage(1)) {
            stage.post("/stock", "card_numbers", Stage.list("4111111111111111"));
            Awaitility.await()
                    .until(() -> Files.exists(file())
                            && Files.readString(file()).contains("4111111111111111"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(file())).doesNotContain(Stage.SECRET);
        }
    }

    @Test
    void changedSettingsSurviveAndUntouchedOnesFollowTheNewStart() {
        try (Stage stage = stage(1)) {
            stage.control("PUT", "/settings", json("approve_after_ms", 7).encode());
        }
        try (Stage stage = stage(9)) {
            JsonObject settings = stage.get("/state").getJsonObject("settings");
            assertThat(settings.getLong("approve_after_ms")).isEqualTo(7);
            assertThat(settings.getLong("result_after_ms")).isEqualTo(9);
        }
    }

    @Test
    void aFileThatIsNoStateStopsTheStart() throws IOException {
        Files.writeString(file(), "{ half");
        Vertx vertx = Vertx.vertx();
        SandboxSettings settings = SandboxSettings.builder(Stage.MERCHANT, Stage.SECRET)
                .stateFile(file())
                .build();
        assertThatThrownBy(() -> new Sandbox(vertx, settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sandbox.json");
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
