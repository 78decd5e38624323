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
import java.util.concurrent.locks.LockSupport;

/** Locks and unlocks one card again and again, at one replica and at the next, whichever is there. */
final class CardUser {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN = Duration.ofMillis(20);
    private static final int TRIES = 1_000;

    private final List<String> replicas;
    private final String card;
    private final String token = Tokens.merchant();
    private int reads;
    private int commands;

    CardUser(List<String> replicas, String card) {
        this.replicas = replicas;
        this.card = card;
    }

    /** Each until it is so: one that was cut off in the middle is asked for anew, when the card allows it. */
    void change(int times, Runnable changed) {
        for (int change = 0; change < times; change++) {
            boolean lock = change % 2 == 0;
            String wanted = lock ? "LOCKED" : "ACTIVE";
            for (int tries = 0; !wanted.equals(status()); tries++) {
                if (tries > TRIES) {
                    throw new AssertionError(card + " does not become " + wanted);
                }
                exchange(commands++, lock ? "/lock" : "/unlock", true);
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
            changed.run();
        }
    }

    /** Of the first replica that answers, beginning with another each time. */
    private String status() {
        reads++;
        for (int one = 0; one < replicas.size(); one++) {
            HttpResponse<String> answer = exchange(reads + one, "", false);
            if (answer != null && answer.statusCode() == 200) {
                return new JsonObject(answer.body()).getString("status");
            }
        }
        return "not known";
    }

    /** The answer of the replica whose turn it is, or null when it is gone. */
    private HttpResponse<String> exchange(int turn, String path, boolean command) {
        String replica = replicas.get(turn % replicas.size());
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(replica + "/v1/cards/" + card + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Prefer", "wait=2");
        if (command) {
            request.header("Idempotency-Key", UUID.randomUUID().toString())
                    .POST(HttpRequest.BodyPublishers.noBody());
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException gone) {
            return null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
