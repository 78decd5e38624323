package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

/** A registered user. KYC data is looked at and forgotten: nothing here needs it again. */
final class User implements Row {

    final long id;
    final String email;
    final long templateId;
    final long createdAt;
    UserStatus status = UserStatus.PENDING;

    @Nullable
    String message;

    User(long id, String email, long templateId, long createdAt) {
        this.id = id;
        this.email = email;
        this.templateId = templateId;
        this.createdAt = createdAt;
    }

    static User of(JsonObject saved) {
        User user = new User(
                saved.getLong("user_id"),
                saved.getString("email"),
                saved.getLong("template_id"),
                saved.getLong("created_at"));
        user.status = UserStatus.valueOf(saved.getString("status"));
        user.message = saved.getString("message");
        return user;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public JsonObject toJson() {
        return new JsonObject()
                .put("user_id", id)
                .put("email", email)
                .put("template_id", templateId)
                .put("status", status.name())
                .put("message", message)
                .put("created_at", createdAt);
    }
}
