package com.bananacards.artifact;

import com.bananacards.testsupport.PersistentClient;
import com.bananacards.testsupport.PersistentClient.Answer;

import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** Recharges one card after the other, by the same amount each time; takes a new card when one is in review. */
final class RechargingMerchant {

    private static final Duration LOOKING = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final String AMOUNT = "10.00";

    private final PersistentClient client;
    private final Queue<String> keys;

    /** @param keys where it notes the key of each recharge before it asks for it */
    RechargingMerchant(String url, Queue<String> keys) {
        client = new PersistentClient(() -> url);
        this.keys = keys;
    }

    void recharge(AtomicBoolean over) {
        String card = null;
        while (!over.get()) {
            if (card == null) {
                card = newCard();
            } else if (!recharged(card)) {
                card = null;
            }
        }
    }

    /** @return false when the card can't be recharged any more */
    private boolean recharged(String card) {
        String key = UUID.randomUUID().toString();
        keys.add(key);
        Answer answer = client.command(
                key, "/v1/cards/" + card + "/recharges", new JsonObject().put("amount", AMOUNT));
        return answer.isTaken() && !"IN_REVIEW".equals(decided(answer).getString("status"));
    }

    /** With a deposit on it, or null when that did not succeed. */
    private String newCard() {
        JsonObject person = new JsonObject()
                .put("email", "r" + UUID.randomUUID() + "@example.com")
                .put("template_id", 1);
        JsonObject holder = decided(client.command("/v1/cardholders", person));
        if (!"SUCCEEDED".equals(holder.getString("status"))) {
            return null;
        }
        JsonObject application = new JsonObject()
                .put("cardholder_id", holder.getString("cardholder_id"))
                .put("template_id", 4)
                .put("deposit_amount", "50.00");
        return decided(client.command("/v1/cards/virtual", application)).getString("card_id");
    }

    private JsonObject decided(Answer answer) {
        return client.decided(answer.body().getString("id"), LOOKING, PATIENCE);
    }
}
