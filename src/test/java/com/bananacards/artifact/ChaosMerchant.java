package com.bananacards.artifact;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.PersistentClient;
import com.bananacards.testsupport.PersistentClient.Answer;
import com.bananacards.testsupport.SandboxControl;

import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One merchant of many: leads cardholders and their cards through whole lives, each step when the one before it is
 * decided. What fails or ends in review ends that life, or is left out.
 */
final class ChaosMerchant {

    private static final String PIN = "483921";

    private final PersistentClient client;
    private final AtomicInteger budget;
    private final Duration looking;
    private final Duration patience;

    /**
     * @param budget how many operations all merchants together may still ask for
     * @param looking how long each look at an operation waits
     * @param patience longest time until an operation is decided
     */
    ChaosMerchant(String url, AtomicInteger budget, Duration looking, Duration patience) {
        client = new PersistentClient(() -> url);
        this.budget = budget;
        this.looking = looking;
        this.patience = patience;
    }

    /** Until nothing is left to ask for. */
    void lives(int first) {
        for (int life = first; budget.get() > 0; life++) {
            registered().ifPresent(life % 2 == 0 ? this::virtually : this::physically);
        }
    }

    private Optional<String> registered() {
        JsonObject person = new JsonObject()
                .put("email", "c" + UUID.randomUUID() + "@example.com")
                .put("template_id", 1);
        return asked("/v1/cardholders", person).map(one -> one.getString("cardholder_id"));
    }

    private void virtually(String cardholder) {
        JsonObject application = new JsonObject()
                .put("cardholder_id", cardholder)
                .put("template_id", 4)
                .put("deposit_amount", "50.00");
        made("/v1/cards/virtual", application).ifPresent(card -> {
            recharged(card, "25.00");
            bought(card);
            lockedAndUnlocked(card);
            recharged(card, "10.25");
            recharged(card, "10.25");
            asked("/v1/cards/" + card + "/close", new JsonObject());
        });
    }

    private void physically(String cardholder) {
        JsonObject assignment = new JsonObject(Api.assignment(cardholder, Api.stockedNumber()));
        made("/v1/cards/physical", assignment).ifPresent(card -> {
            asked("/v1/cards/" + card + "/activate", new JsonObject().put("pin", PIN));
            recharged(card, "20.75");
            lockedAndUnlocked(card);
            recharged(card, "31.50");
            asked("/v1/cards/" + card + "/close", new JsonObject());
        });
    }

    private Optional<String> made(String path, JsonObject body) {
        return asked(path, body).map(operation -> operation.getString("card_id"));
    }

    private void recharged(String card, String amount) {
        asked("/v1/cards/" + card + "/recharges", new JsonObject().put("amount", amount));
    }

    private void lockedAndUnlocked(String card) {
        asked("/v1/cards/" + card + "/lock", new JsonObject());
        asked("/v1/cards/" + card + "/unlock", new JsonObject());
    }

    /** So that the card's balance moves by other hands too. */
    private void bought(String card) {
        JsonObject seen = client.look("/v1/cards/" + card, Duration.ZERO);
        if (seen != null && "ACTIVE".equals(seen.getString("status"))) {
            SandboxControl.post(
                    "/cards/" + seen.getLong("issuer_card_id") + "/purchase",
                    Map.of("amount", 7.35, "merchant", "Banana Market"));
        }
    }

    /** What succeeded; empty for what did not, or was not allowed after something that did not. */
    private Optional<JsonObject> asked(String path, JsonObject body) {
        if (budget.getAndDecrement() <= 0) {
            return Optional.empty();
        }
        Answer answer = client.command(path, body);
        if (!answer.isTaken()) {
            budget.incrementAndGet();
            return Optional.empty();
        }
        JsonObject end = client.decided(answer.body().getString("id"), looking, patience);
        return Optional.of(end).filter(one -> "SUCCEEDED".equals(one.getString("status")));
    }
}
