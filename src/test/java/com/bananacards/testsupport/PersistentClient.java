package com.bananacards.testsupport;

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
import java.util.function.Supplier;

/**
 * A merchant's backend that repeats each command, with the key it had, until there is an answer that means something,
 * whatever becomes of the service meanwhile.
 */
public final class PersistentClient {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final int TRIES = 1_200;
    private static final Set<String> DECIDED = Set.of("SUCCEEDED", "FAILED", "IN_REVIEW");

    private final Supplier<String> url;
    private final String token = Tokens.merchant();

    /** @param url where the service is now; asked before each try */
    public PersistentClient(Supplier<String> url) {
        this.url = url;
    }

    /** An answer that means something. */
    public record Answer(int status, JsonObject body) {

        public boolean isTaken() {
            return status < 300;
        }
    }

    /** Asks for something under a key of its own; the answer is a success or a conflict. */
    public Answer command(String path, JsonObject body) {
        return command(UUID.randomUUID().toString(), path, body);
    }

    /** The same under this key. */
    public Answer command(String key, String path, JsonObject body) {
        Evidence.ofThisRun().noteSecretsIn(body.encode());
        for (int tries = 0; tries < TRIES; tries++) {
            HttpResponse<String> answer = exchange(to(path).header("Idempotency-Key", key)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                    .build());
            if (answer != null && means(answer)) {
                return new Answer(answer.statusCode(), new JsonObject(answer.body()));
            }
            pause();
        }
        throw new AssertionError("no answer after " + TRIES + " tries");
    }

    private static boolean means(HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status < 300) {
            return true;
        }
        if (status > 500 || answer.body().contains("\"code\":\"idempotency_key_in_use\"")) {
            return false;
        }
        if (status == 409) {
            return true;
        }
        throw new AssertionError(status + " " + answer.body());
    }

    /** Asks once, with no patience of its own; the status of the answer, or 0 for none. */
    public int once(String path, JsonObject body) {
        HttpResponse<String> answer =
                exchange(to(path).header("Idempotency-Key", UUID.randomUUID().toString())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                        .build());
        return answer == null ? 0 : answer.statusCode();
    }

    /** What is there now, or null while nobody says so. */
    public JsonObject look(String path, Duration waiting) {
        HttpRequest.Builder request = to(path).GET();
        if (!waiting.isZero()) {
            request.header("Prefer", "wait=" + Math.max(1, waiting.toSeconds()));
        }
        HttpResponse<String> answer = exchange(request.build());
        return answer != null && answer.statusCode() == 200 ? new JsonObject(answer.body()) : null;
    }

    /**
     * The operation once it is settled or in review.
     *
     * @param looking how long each look at it waits
     */
    public JsonObject decided(String operation, Duration looking, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < end) {
            JsonObject now = look("/v1/operations/" + operation, looking);
            if (now != null && DECIDED.contains(now.getString("status"))) {
                return now;
            }
            pause();
        }
        throw new AssertionError("undecided after " + atMost + ": " + operation);
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(url.get() + path))
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
    public static void pause() {
        LockSupport.parkNanos(BETWEEN.toNanos());
    }
}
