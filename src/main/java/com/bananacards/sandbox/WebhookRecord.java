package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** A webhook as the issuer meant it, whatever then befell it on its way. */
record WebhookRecord(
        long id,
        String type,
        JsonObject payload,
        @Nullable Long userId,
        @Nullable Long cardId,
        long createdAt,
        boolean garbled)
        implements Row {

    static WebhookRecord of(JsonObject saved) {
        return new WebhookRecord(
                saved.getLong("seq"),
                saved.getString("type"),
                saved.getJsonObject("payload"),
                saved.getLong("user_id"),
                saved.getLong("card_id"),
                saved.getLong("at"),
                saved.getBoolean("garbled", false));
    }

    /** The same, listed without the time at which it was made. */
    WebhookRecord withoutTime() {
        return new WebhookRecord(id, type, payload, userId, cardId, createdAt, true);
    }

    @Override
    public JsonObject toJson() {
        return new JsonObject()
                .put("seq", id)
                .put("type", type)
                .put("payload", payload.copy())
                .put("user_id", userId)
                .put("card_id", cardId)
                .put("at", createdAt)
                .put("garbled", garbled);
    }

    /** The record as BananaTech's Callback Records show it (assumed members). */
    JsonObject wire() {
        JsonObject wire = new JsonObject().put("type", type).put("payload", payload.copy());
        return garbled
                ? wire
                : wire.put("created_at", Instant.ofEpochMilli(createdAt).toString());
    }
}
