package com.bananacards.artifact;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.PersistentClient;

import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/** Gets one new cardholder one card, with the patience of a {@link PersistentClient}. */
final class PersistentMerchant {

    private static final int LOOKS = 120;
    private static final Set<String> WAITING = Set.of("PENDING", "none yet");

    private final PersistentClient client;

    PersistentMerchant(String url) {
        client = new PersistentClient(() -> url);
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
        for (int looks = 0; looks < LOOKS && WAITING.contains(status); looks++) {
            JsonObject now = client.look("/v1/cardholders/" + cardholder, Duration.ZERO);
            status = now == null ? status : now.getString("status");
            PersistentClient.pause();
        }
        return status;
    }

    private JsonObject post(String path, JsonObject body) {
        PersistentClient.Answer answer = client.command(path, body);
        if (!answer.isTaken()) {
            throw new AssertionError(answer);
        }
        return answer.body();
    }
}
