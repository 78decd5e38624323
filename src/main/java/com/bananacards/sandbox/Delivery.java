package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

/** One webhook on its way out, as bent by a fault; kept until it is taken or given up. */
final class Delivery implements Row {

    private final long id;
    final WebhookRecord source;
    String type;
    JsonObject payload;
    boolean wrongHmac;
    boolean aside;
    boolean held;
    int attempt = 1;
    long dueAt;

    @Nullable
    String fault;

    Delivery(long id, WebhookRecord source) {
        this.id = id;
        this.source = source;
        type = source.type();
        payload = source.payload().copy();
    }

    static Delivery of(JsonObject saved) {
        WebhookRecord source = WebhookRecord.of(saved.getJsonObject("source"));
        Delivery delivery = new Delivery(saved.getLong("id"), source);
        delivery.type = saved.getString("type");
        delivery.payload = saved.getJsonObject("payload");
        delivery.wrongHmac = saved.getBoolean("wrong_hmac");
        delivery.aside = saved.getBoolean("aside");
        delivery.held = saved.getBoolean("held");
        delivery.attempt = saved.getInteger("attempt");
        delivery.dueAt = saved.getLong("due_at");
        delivery.fault = saved.getString("fault");
        return delivery;
    }

    /** Webhooks of one lane leave one after the other: a card's, or else a user's. */
    String lane() {
        return source.cardId() == null ? "user:" + source.userId() : "card:" + source.cardId();
    }

    /** The body on the wire; a new IV each time it is made. */
    String body(Seal seal) {
        String sealed = seal.seal(payload.encode());
        // A retry is genuine: what a fault bends is one attempt.
        String hmac = wrongHmac && attempt == 1 ? "0".repeat(64) : seal.sign(sealed);
        return new JsonObject()
                .put("encrypted_payload", sealed)
                .put("type", type)
                .put("hmac", hmac)
                .encode();
    }

    /** What the log of attempts may show of it. */
    JsonObject facts() {
        return new JsonObject()
                .put("record", source.id())
                .put("event", source.type())
                .put("type", type)
                .put("user_id", source.userId())
                .put("card_id", source.cardId())
                .put("attempt", attempt)
                .put("fault", fault);
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public JsonObject toJson() {
        return new JsonObject()
                .put("id", id)
                .put("source", source.toJson())
                .put("type", type)
                .put("payload", payload.copy())
                .put("wrong_hmac", wrongHmac)
                .put("aside", aside)
                .put("held", held)
                .put("attempt", attempt)
                .put("due_at", dueAt)
                .put("fault", fault);
    }
}
