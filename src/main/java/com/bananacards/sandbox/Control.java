package com.bananacards.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** The control API's answers: look at everything, decide for the issuer, script faults. */
final class Control {

    private final World world;
    private final Issuer issuer;
    private final Webhooks webhooks;
    private final Agenda agenda;
    private final Outbox outbox;

    Control(World world, Issuer issuer, Webhooks webhooks, Agenda agenda, Outbox outbox) {
        this.world = world;
        this.issuer = issuer;
        this.webhooks = webhooks;
        this.agenda = agenda;
        this.outbox = outbox;
    }

    JsonObject state() {
        long now = world.now();
        JsonObject account = new JsonObject()
                .put("balance", world.ledger.balance(Ledger.MERCHANT))
                .put("currency", Amounts.CURRENCY);
        return new JsonObject()
                .put("account", account)
                .put("settings", world.tuning.view())
                .put("stock_free", world.stock.free())
                .put("pending_timers", agenda.size())
                .put("pending_webhooks", outbox.size())
                .put("users", list(world.users.all(), User::toJson))
                .put("cards", list(world.cards.all(), Card::view))
                .put("operations", list(world.orders.all(), Order::view))
                .put("challenges", list(world.challenges.all(), one -> one.view(now)))
                .put("webhook_attempts", list(world.attempts.all(), LogEntry::toJson));
    }

    private static <T> JsonArray list(Collection<T> rows, Function<T, JsonObject> view) {
        JsonArray list = new JsonArray();
        rows.forEach(row -> list.add(view.apply(row)));
        return list;
    }

    JsonObject stock() {
        return new JsonObject().put("data", world.stock.view());
    }

    JsonObject addStock(JsonObject body) {
        if (!(body.getValue("card_numbers") instanceof JsonArray numbers)) {
            throw new BadEnvelope("card_numbers is missing");
        }
        JsonObject marks = new JsonObject();
        Fields in = new Fields(body);
        for (String mark : Stock.MARKS) {
            marks.put(mark, in.flag(mark, false));
        }
        for (Object number : numbers) {
            if (!(number instanceof String text) || !text.matches("[0-9]{16,19}")) {
                throw new BadEnvelope("card numbers are texts of 16 to 19 digits");
            }
        }
        numbers.forEach(number -> world.stock.put((String) number, marks));
        return new JsonObject().put("stock_free", world.stock.free());
    }

    JsonObject change(JsonObject body) {
        world.tuning.change(body);
        return world.tuning.view();
    }

    JsonObject ledger() {
        return new Audit(world).view();
    }

    JsonObject calls(@Nullable String endpoint) {
        return world.calls.view(endpoint);
    }

    JsonObject reset() {
        world.reset();
        return new JsonObject().put("message", "reset");
    }

    JsonObject decide(long userId, boolean approve, JsonObject body) {
        User user = world.users
                .find(userId)
                .orElseThrow(() -> new NoSuchElementException("no such user"));
        String message = new Fields(body).optionalText("message").orElse(null);
        return issuer.registration.decide(user, approve, message).toJson();
    }

    /** Genuinely encrypted and signed, whatever it says. */
    JsonObject sendWebhook(JsonObject body) {
        Fields in = new Fields(body);
        JsonObject payload = in.object("payload");
        WebhookRecord webhook = webhooks.unrecorded(
                in.text("type"), payload, id(payload, "user_id"), id(payload, "card_id"));
        if (in.flag("recorded", true)) {
            world.records.add(webhook);
        }
        webhooks.send(webhook);
        return webhook.wire();
    }

    private static @Nullable Long id(JsonObject payload, String member) {
        return payload.getValue(member) instanceof Long number ? number : null;
    }

    JsonObject faults() {
        return new JsonObject().put("data", world.faults.view());
    }

    JsonObject addFaults(JsonObject body) {
        JsonArray lines =
                body.getValue("list") instanceof JsonArray list ? list : new JsonArray().add(body);
        return new JsonObject().put("data", world.faults.add(lines));
    }

    JsonObject clearFaults() {
        world.faults.reset();
        return faults();
    }
}
