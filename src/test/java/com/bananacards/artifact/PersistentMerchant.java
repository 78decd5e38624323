package com.bananacards.artifact;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Tokens;

import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * A merchant's backend that repeats each request, with the key it had, until there is an answer that means something.
 * Gets one new cardholder one card.
 */
final class PersistentMerchant {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final int TRIES = 1_200;
    private static final Set<String> WAITING = Set.of("PENDING", "none yet");

    private final String url;
    private final String token = Tokens.merchant();

    PersistentMerchant(String url) {
        this.url = url;
    }

    void registersAndAssigns() {
        String email = "k" + UUID.randomUUID() + "@example.com";
        JsonObject registered =
                post("/v1/cardholders", new JsonObject().put("email", email).put("template_id", 1));
        String cardholder = registered.getString("cardholder_id");
        if (!"APPROVED".equals(decisionAbout(cardholder))) {
            return;
        }
        post("/v1/cards/physical", new JsonObject(Api.assignment(cardholder, Api.stockedNumber())));
    }

    /** Not for ever: a registration whose answer got lost may end with an operator. */
    private String decisionAbout(String cardholder) {
        String status = "none yet";
        for (int tries = 0; tries < TRIES / 10 && WAITING.contains(status); tries++) {
            HttpResponse<String> answer =
                    exchange(to("/v1/cardholders/" + cardholder).GET().build());
            if (answer != null && answer.statusCode() == 200) {
                status = new JsonObject(answer.body()).getString("status");
            }
            pause();
        }
        return status;
    }

    private JsonObject post(String path, JsonObject body) {
        HttpRequest request = to(path).header(
                        "Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                .build();
        for (int tries = 0; tries < TRIES; tries++) {
            HttpResponse<String> answer = exchange(request);
            if (answer != null && means(answer)) {
                return new JsonObject(answer.body());
            }
            pause();
        }
        throw new AssertionError("no answer after " + TRIES + " tries");
    }

    private static boolean means(HttpResponse<String> answer) {
        if (answer.statusCode() < 300) {
            return true;
        }
        if (answer.statusCode() >= 500
                || answer.body().contains("\"code\":\"idempotency_key_in_use\"")) {
            return false;
        }
        throw new AssertionError(answer.statusCode() + " " + answer.body());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    /** The answer, or null when the service went away before it. */
    private static HttpResponse<String> exchange(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException goneAway) {
            return null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** As a client does: not a test's waiting for something to be true. */
    private static void pause() {
        LockSupport.parkNanos(BETWEEN.toNanos());
    }
}
