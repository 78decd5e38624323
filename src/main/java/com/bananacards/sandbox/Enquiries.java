package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import java.time.Instant;

/** Answers what only asks. */
final class Enquiries {

    private final World world;

    Enquiries(World world) {
        this.world = world;
    }

    JsonObject account() {
        return new JsonObject()
                .put("balance", world.ledger.balance(Ledger.MERCHANT))
                .put("currency", Amounts.CURRENCY);
    }

    JsonObject templates() {
        return new JsonObject().put("data", world.templates.wire());
    }

    JsonObject balance(Card card) {
        return new JsonObject().put("balance", card.balance).put("currency", Amounts.CURRENCY);
    }

    /** The number goes out masked: whether the real issuer shows it is not documented. */
    JsonObject information(Card card) {
        return new JsonObject()
                .put("card_id", card.id)
                .put("user_id", card.userId)
                .put("template_id", card.templateId)
                .put("status", card.status.name())
                .put("balance", card.balance)
                .put("currency", Amounts.CURRENCY)
                .put("card_number", Card.masked(card.number));
    }

    JsonObject users(Fields in) {
        return new Listing(in, "user_id", "email", "status", "template_id")
                .page(world.users.all().stream().map(Enquiries::line));
    }

    private static Listing.Line line(User user) {
        JsonObject keys = user.toJson();
        String time = Instant.ofEpochMilli(user.createdAt).toString();
        return new Listing.Line(user.toJson().put("created_at", time), keys, user.createdAt);
    }

    JsonObject transactions(Fields in) {
        return new Listing(in, "card_id", "user_id", "status", "type")
                .page(world.transactions.all().stream().map(Enquiries::line));
    }

    private static Listing.Line line(Transaction transaction) {
        JsonObject wire = transaction.wire();
        return new Listing.Line(wire, wire, transaction.occurredAt());
    }

    JsonObject records(Fields in) {
        return new Listing(in, "card_id", "user_id", "callback_type")
                .page(world.records.all().stream().map(Enquiries::line));
    }

    private static Listing.Line line(WebhookRecord webhook) {
        JsonObject keys = webhook.toJson().put("callback_type", webhook.type());
        return new Listing.Line(webhook.wire(), keys, webhook.createdAt());
    }

    JsonObject setWebhookUrl(Fields in) {
        String url = in.has("webhook_url") ? in.text("webhook_url") : in.text("url");
        Reason.WEBHOOK_URL.unless(Tuning.usable(url));
        world.tuning.webhookUrl = url;
        return new JsonObject().put("message", "Webhook URL set successfully");
    }
}
