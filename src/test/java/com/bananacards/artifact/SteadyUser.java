package com.bananacards.artifact;

import com.bananacards.testsupport.Tokens;

import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A merchant's backend at one address: it locks and unlocks one card in turn and reads in between, until it is told to
 * stop. What is not answered as it should be is noted, and asked for again with the same key.
 */
final class SteadyUser {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BETWEEN = Duration.ofMillis(40);

    private final String url;
    private final String card;
    private final String token = Tokens.merchant();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger changes = new AtomicInteger();
    private volatile boolean stopping;

    SteadyUser(String url, String card) {
        this.url = url;
        this.card = card;
    }

    void stop() {
        stopping = true;
    }

    /** Changes that are settled, each asked for with one key. */
    int changes() {
        return changes.get();
    }

    int answered() {
        return answered.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Ends the change that it has begun before it stops; one that was not carried out is asked for anew. */
    void work() {
        while (!stopping) {
            String path = "/v1/cards/" + card + (changes.get() % 2 == 0 ? "/lock" : "/unlock");
            String key = UUID.randomUUID().toString();
            String operation = answered(() -> post(path, key)).getString("id");
            if (succeeds(operation)) {
                changes.incrementAndGet();
            }
            answered(() -> get("/v1/cards/" + card));
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    private boolean succeeds(String operation) {
        while (true) {
            String status = answered(() -> get("/v1/operations/" + operation)).getString("status");
            if (status.equals("SUCCEEDED") || status.equals("FAILED")) {
                return status.equals("SUCCEEDED");
            }
        }
    }

    private interface Exchange {
        HttpResponse<String> send() throws IOException, InterruptedException;
    }

    /** The key of a request that was cut off is in use until the service knows what became of it. */
    private JsonObject answered(Exchange exchange) {
        while (true) {
            try {
                HttpResponse<String> answer = exchange.send();
                if (answer.statusCode() == 200 || answer.statusCode() == 202) {
                    answered.incrementAndGet();
                    return new JsonObject(answer.body());
                }
                if (!answer.body().contains("idempotency_key_in_use")) {
                    failures.add(answer.statusCode() + " " + answer.uri() + " " + answer.body());
                }
            } catch (IOException cutOff) {
                failures.add(cutOff.toString());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    private HttpResponse<String> post(String path, String key)
            throws IOException, InterruptedException {
        return CLIENT.send(
                request(path)
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Prefer", "wait=5");
    }
}
