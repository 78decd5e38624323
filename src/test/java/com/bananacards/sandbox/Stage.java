package com.bananacards.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.awaitility.Awaitility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A sandbox with a merchant in front of it: real HTTP both ways, the calls as methods. */
final class Stage implements AutoCloseable {

    static final String SECRET = "00112233445566778899aabbccddeeff";
    static final String MERCHANT = "0198a5c0-7b9e-7cc2-a1b2-3c4d5e6f7081";
    static final String SAMPLE_NUMBER = "1234567890123456";

    /** An answer: its status, and its members, out of the envelope when there was one. */
    record Reply(int status, JsonObject body, boolean enveloped) {
        String message() {
            return body.getString("message");
        }
    }

    static {
        // The default of 100 ms would let most races end before anybody looks.
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(2));
        Awaitility.setDefaultTimeout(Duration.ofSeconds(5));
    }

    final Receiver receiver;
    final Sandbox sandbox;
    final String base;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Seal seal = new Seal(SECRET, KeyEncoding.UTF8, KeyEncoding.UTF8);

    Stage() {
        this(settings -> settings);
    }

    Stage(UnaryOperator<SandboxSettingsBuilder> change) {
        receiver = new Receiver(seal);
        SandboxSettingsBuilder settings = SandboxSettings.builder(MERCHANT, SECRET)
                .webhookUrl(receiver.url())
                .approveAfter(Duration.ofMillis(1))
                .resultAfter(Duration.ofMillis(1))
                .webhookRetries(List.of(Duration.ofMillis(5), Duration.ofMillis(5)));
        sandbox = new Sandbox(vertx, change.apply(settings).build());
        int port = sandbox.listen("127.0.0.1", 0)
                .map(server -> server.actualPort())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        base = "http://127.0.0.1:" + port;
    }

    // ---- the merchant's side of the wire

    Reply call(Endpoint endpoint, JsonObject plaintext) {
        try {
            return send(endpoint, seal.seal(plaintext.encode()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    Reply call(Endpoint endpoint, Object... members) {
        return call(endpoint, json(members));
    }

    Reply send(Endpoint endpoint, String payload) throws IOException {
        String body = json("encrypted_payload", payload).encode();
        return reply(raw(endpoint, MERCHANT, seal.sign(payload), body));
    }

    HttpResponse<String> raw(Endpoint endpoint, String merchant, String hmac, String body)
            throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + endpoint.defaultPath()))
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/json")
                .header("Merchant-ID", merchant)
                .header("X-HMAC", hmac)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return exchange(request);
    }

    private HttpResponse<String> exchange(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private Reply reply(HttpResponse<String> response) {
        JsonObject body = ExactJson.object(response.body());
        String payload = body.getString("encrypted_payload");
        if (payload == null) {
            return new Reply(response.statusCode(), body, false);
        }
        if (!seal.genuine(payload, body.getString("hmac"))) {
            throw new IllegalStateException("forged answer");
        }
        return new Reply(response.statusCode(), ExactJson.object(seal.open(payload)), true);
    }

    // ---- the control API

    Reply control(String method, String path, Object body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/control" + path))
                .timeout(Duration.ofSeconds(5))
                .method(method, HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> response = exchange(request);
            return new Reply(response.statusCode(), ExactJson.object(response.body()), false);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    JsonObject get(String path) {
        return control("GET", path, "").body();
    }

    JsonObject post(String path, Object... members) {
        return control("POST", path, json(members).encode()).body();
    }

    void fault(Object... members) {
        Reply reply = control("POST", "/faults", json(members).encode());
        if (reply.status() != 200) {
            throw new IllegalStateException(reply.message());
        }
    }

    boolean balanced() {
        return get("/ledger").getBoolean("balanced");
    }

    // ---- steps that many tests begin with

    long approvedUser(long template) {
        Reply reply = call(Endpoint.REGISTER, "email", "ann@example.com", "template_id", template);
        long user = reply.body().getLong("user_id");
        awaitOf("USER_CREATE_RESULT", "user_id", user);
        return user;
    }

    long tbaCard(long user, String number) {
        int before = receiver.of("CARD_ASSIGN_RESULT").size();
        call(Endpoint.ASSIGN, "user_id", user, "template_id", 1, "card_number", number);
        return receiver.await("CARD_ASSIGN_RESULT", before + 1).getLong("card_id");
    }

    long activeCard(long user, String number) {
        long card = tbaCard(user, number);
        call(
                Endpoint.UPDATE_STATUS,
                "user_id",
                user,
                "card_id",
                card,
                "alter",
                "ACTIVATE",
                "pin",
                "123456");
        awaitOf("CARD_ACTIVATE_RESULT", "card_id", card);
        return card;
    }

    /** An active card with money on it; the webhooks of its making are forgotten. */
    long fundedCard(long user, String amount) {
        long card = activeCard(user, SAMPLE_NUMBER);
        recharge(user, card, amount);
        awaitOf("CARD_BALANCE_CHANGE", "card_id", card);
        receiver.clear();
        return card;
    }

    Reply recharge(long user, long card, String amount) {
        return call(
                Endpoint.RECHARGE,
                "user_id",
                user,
                "card_id",
                card,
                "amount",
                new BigDecimal(amount));
    }

    Reply alter(long user, long card, String verb) {
        return call(Endpoint.UPDATE_STATUS, "user_id", user, "card_id", card, "alter", verb);
    }

    JsonObject awaitOf(String type, String member, long id) {
        Predicate<Receiver.Webhook> same =
                webhook -> Long.valueOf(id).equals(webhook.payload().getLong(member));
        Awaitility.await(type).until(() -> receiver.of(type).stream().anyMatch(same));
        return receiver.of(type).stream().filter(same).findFirst().orElseThrow().payload();
    }

    static JsonObject json(Object... members) {
        JsonObject object = new JsonObject();
        for (int at = 0; at < members.length; at += 2) {
            object.put((String) members[at], members[at + 1]);
        }
        return object;
    }

    static JsonArray list(Object... elements) {
        return new JsonArray(List.of(elements));
    }

    void stop() {
        sandbox.stop().toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
        stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        http.close();
        receiver.close();
    }
}
