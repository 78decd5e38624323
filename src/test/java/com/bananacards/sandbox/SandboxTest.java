package com.bananacards.sandbox;

import static com.bananacards.sandbox.Stage.json;
import static com.bananacards.sandbox.Stage.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.function.Consumer;

class SandboxTest {

    private static final Seal SEAL = new Seal(Stage.SECRET, KeyEncoding.UTF8, KeyEncoding.UTF8);

    @Test
    void itWorksUnderAPathOfAnotherRouter() throws Exception {
        mounted(parent -> {});
    }

    @Test
    void itWorksWhenTheParentHasReadTheBody() throws Exception {
        mounted(parent -> parent.route().handler(BodyHandler.create(false)));
    }

    @Test
    void itWorksWhenTheParentHasPausedTheRequest() throws Exception {
        mounted(parent -> parent.route().handler(routing -> {
            routing.request().pause();
            routing.vertx().setTimer(5, timer -> routing.next());
        }));
    }

    private static void mounted(Consumer<Router> parentsWay) throws Exception {
        Vertx vertx = Vertx.vertx();
        Sandbox sandbox = new Sandbox(
                vertx, SandboxSettings.builder(Stage.MERCHANT, Stage.SECRET).build());
        Router parent = Router.router(vertx);
        parentsWay.accept(parent);
        parent.route("/sandbox/*").subRouter(sandbox.router());
        int port = vertx.createHttpServer()
                .requestHandler(parent)
                .listen(0, "127.0.0.1")
                .map(server -> server.actualPort())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        String payload = SEAL.seal("{}");
        String body = json("encrypted_payload", payload).encode();
        String base = "http://127.0.0.1:" + port + "/sandbox";
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(post(http, base + "/merchant/get_balance", body, SEAL.sign(payload)))
                    .isEqualTo(200);
            assertThat(post(
                            http,
                            base + "/control/stock",
                            "{\"card_numbers\":[\"4111111111111111\"]}",
                            ""))
                    .isEqualTo(200);
        }
        sandbox.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static int post(HttpClient http, String url, String body, String hmac)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Merchant-ID", Stage.MERCHANT)
                .header("X-HMAC", hmac)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void pathsAndVerbsAreSettings() {
        SandboxSettings.Verbs verbs =
                new SandboxSettings.Verbs("ACTIVATE", "FREEZE", "UNFREEZE", "CANCEL");
        try (Stage stage = new Stage(
                settings -> settings.verbs(verbs).path(Endpoint.BALANCE, "/v2/balance"))) {
            long user = stage.approvedUser(1);
            long card = stage.activeCard(user, Stage.SAMPLE_NUMBER);
            assertThat(stage.alter(user, card, "LOCK").message())
                    .isEqualTo("110:0 - unknown alter");
            assertThat(stage.alter(user, card, "FREEZE").status()).isEqualTo(200);
            assertThat(stage.sandbox.settings().paths().get(Endpoint.BALANCE))
                    .isEqualTo("/v2/balance");
            assertThatThrownBy(() -> stage.call(Endpoint.BALANCE, "user_id", user, "card_id", card))
                    .isInstanceOf(BadEnvelope.class);
        }
    }

    @Test
    void aResetForgetsEverythingButTheNumbersItGave() {
        try (Stage stage = new Stage()) {
            long user = stage.approvedUser(1);
            stage.activeCard(user, Stage.SAMPLE_NUMBER);
            stage.control("PUT", "/settings", json("result_after_ms", 60_000).encode());
            stage.call(
                    Endpoint.ASSIGN,
                    "user_id",
                    user,
                    "template_id",
                    1,
                    "card_number",
                    "4926173805190001");
            stage.post("/reset");
            JsonObject state = stage.get("/state");
            assertThat(state.getJsonArray("users")).isEmpty();
            assertThat(state.getJsonArray("cards")).isEmpty();
            assertThat(state.getInteger("pending_timers")).isZero();
            assertThat(state.getInteger("stock_free")).isEqualTo(51);
            assertThat(state.getJsonObject("settings").getInteger("result_after_ms"))
                    .isEqualTo(1);
            assertThat(stage.balanced()).isTrue();
            stage.receiver.clear();
            assertThat(stage.approvedUser(1)).isEqualTo(user + 1);
        }
    }

    @Test
    void theStockIsListedAndGrows() {
        try (Stage stage = new Stage()) {
            assertThat(stage.get("/stock").getJsonArray("data")).hasSize(51);
            stage.post("/stock", "card_numbers", list("4111111111111111", "41111111111111112"));
            assertThat(stage.get("/stock").getJsonArray("data")).hasSize(53);
            for (String wrong : new String[] {
                "{}",
                "{\"card_numbers\":[7]}",
                "{\"card_numbers\":[\"12\"]}",
                "{\"card_numbers\":",
                "[]"
            }) {
                assertThat(stage.control("POST", "/stock", wrong).status()).isEqualTo(400);
            }
        }
    }

    @Test
    void settingsChangeTogetherOrNotAtAll() {
        try (Stage stage = new Stage()) {
            String[] wrong = {
                "{\"approve_after_ms\":9,\"result_after_ms\":\"x\"}", "{\"mood\":1}",
                "{\"card_id_reading\":\"OTHER\"}", "{\"webhook_url\":\"nowhere\"}",
                "{\"result_after_ms\":null}"
            };
            for (String body : wrong) {
                assertThat(stage.control("PUT", "/settings", body).status()).isEqualTo(400);
            }
            assertThat(stage.get("/state").getJsonObject("settings").getInteger("approve_after_ms"))
                    .isEqualTo(1);
            assertThat(stage.control("PUT", "/settings", "{\"webhook_url\":null}")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aFullSandboxSaysSo() {
        SandboxSettings.Limits tight = new SandboxSettings.Limits(3, 3, 3, 2, 100);
        try (Stage stage = new Stage(settings -> settings.limits(tight).webhookUrl(null))) {
            for (int count = 0; count < 2; count++) {
                stage.call(Endpoint.REGISTER, "email", "ann@example.com", "template_id", 1);
            }
            assertThat(stage.call(Endpoint.REGISTER, "email", "a@b.c", "template_id", 1)
                            .status())
                    .isEqualTo(503);
            stage.call(Endpoint.USERS);
            JsonObject calls = stage.get("/calls");
            assertThat(calls.getJsonArray("calls")).hasSize(3);
            assertThat(calls.getInteger("last_seq")).isEqualTo(4);
            assertThat(calls.getJsonObject("counts").getInteger("REGISTER")).isEqualTo(3);
        }
    }

    @Test
    void anOrderThatCannotBeTimedIsNotTaken() {
        SandboxSettings.Limits tight = new SandboxSettings.Limits(10, 10, 10, 10, 1);
        try (Stage stage = new Stage(settings -> settings.limits(tight))) {
            long user = stage.approvedUser(2);
            stage.control("PUT", "/settings", json("result_after_ms", 60_000).encode());
            Awaitility.await().until(() -> stage.get("/state").getInteger("pending_timers") == 0);
            JsonObject apply = json("user_id", user, "template_id", 2);
            assertThat(stage.call(Endpoint.APPLY, apply).status()).isEqualTo(200);
            assertThat(stage.call(Endpoint.APPLY, apply).status()).isEqualTo(503);
            assertThat(stage.get("/state").getJsonArray("operations")).hasSize(1);
            assertThat(stage.call(Endpoint.ACCOUNT_BALANCE).body().getValue("balance"))
                    .isEqualTo(new BigDecimal("99995.00"));
            assertThat(stage.balanced()).isTrue();
        }
    }

    @Test
    void theEnvironmentNamesEveryMissingVariable() {
        assertThatThrownBy(() -> SandboxMain.settings(Map.of()))
                .hasMessage("missing SANDBOX_MERCHANT_ID, SANDBOX_SECRET_KEY");
        SandboxSettings settings = SandboxMain.settings(Map.of(
                "SANDBOX_MERCHANT_ID", Stage.MERCHANT,
                "SANDBOX_SECRET_KEY", Stage.SECRET,
                "SANDBOX_RESULT_AFTER_MS", "70",
                "SANDBOX_KEY_ENCODING_AES", "hex",
                "SANDBOX_CARD_ID_READING", "DIFFERENT_ASSIGN_ID_ACTIVATES"));
        assertThat(settings.resultAfter()).hasMillis(70);
        assertThat(settings.aesKeyEncoding()).isEqualTo(KeyEncoding.HEX);
        assertThat(settings.cardIdReading()).isEqualTo(CardIdReading.DIFFERENT_ASSIGN_ID_ACTIVATES);
        assertThat(settings.toString()).doesNotContain(Stage.SECRET);
        assertThatThrownBy(() -> SandboxMain.settings(Map.of(
                        "SANDBOX_MERCHANT_ID", "m",
                        "SANDBOX_SECRET_KEY", Stage.SECRET,
                        "SANDBOX_RESULT_AFTER_MS", "soon")))
                .hasMessageStartingWith("SANDBOX_RESULT_AFTER_MS");
    }
}
