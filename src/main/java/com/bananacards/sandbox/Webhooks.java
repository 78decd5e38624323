package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/**
 * Everything the issuer tells the merchant: recorded first as it is meant, then sent, perhaps bent
 * by a fault. Records stay genuine, so a merchant that asks for them can find out the truth.
 */
final class Webhooks {

    private static final long DELAY_MS = 1_000;
    private static final long LATE_COPY_MS = 200;
    private static final long HELD_AT_MOST_MS = 60_000;

    private final World world;
    private final Outbox outbox;

    Webhooks(World world, Outbox outbox) {
        this.world = world;
        this.outbox = outbox;
    }

    WebhookRecord tell(
            String type, JsonObject payload, @Nullable Long userId, @Nullable Long cardId) {
        WebhookRecord webhook = unrecorded(type, payload, userId, cardId);
        world.records.add(webhook);
        send(webhook);
        return webhook;
    }

    WebhookRecord unrecorded(
            String type, JsonObject payload, @Nullable Long userId, @Nullable Long cardId) {
        long seq = world.ids.nextRow();
        return new WebhookRecord(seq, type, payload.copy(), userId, cardId, world.now(), false);
    }

    void send(WebhookRecord webhook) {
        if (world.tuning.webhookUrl == null) {
            return;
        }
        Delivery delivery = delivery(webhook);
        if (outbox.full()) {
            // What made the webhook has happened already and must not be undone by it.
            lose(delivery);
            return;
        }
        Optional<Fault> fault = world.faults.onWebhook(webhook);
        if (fault.isPresent()) {
            delivery.fault = fault.get().kind.name();
            bend(delivery, fault.get());
        } else {
            outbox.send(delivery, Duration.ZERO);
        }
    }

    private Delivery delivery(WebhookRecord webhook) {
        return new Delivery(world.ids.nextRow(), webhook);
    }

    private void bend(Delivery delivery, Fault fault) {
        switch (fault.kind) {
            case LOSE -> lose(delivery);
            case FORGET -> {
                world.records.remove(delivery.source.id());
                lose(delivery);
            }
            case GARBLE -> {
                world.records.remove(delivery.source.id());
                world.records.add(delivery.source.withoutTime());
                outbox.send(delivery, Duration.ZERO);
            }
            case DELAY -> outbox.send(delivery, Duration.ofMillis(fault.delayMs(DELAY_MS)));
            case DUPLICATE -> duplicate(delivery, fault);
            case REORDER -> hold(delivery, fault);
            case WRONG_HMAC_WEBHOOK, TYPE_SWAP, UNKNOWN_EVENT, UNKNOWN_STATUS -> {
                distort(delivery, fault);
                outbox.send(delivery, Duration.ZERO);
            }
            case DOWN, DROP_BEFORE, DROP_AFTER, BAD_GATEWAY_AFTER, LATE, WRONG_HMAC, REFUSE, FAIL ->
                throw new IllegalStateException("a fault of calls");
        }
    }

    private void lose(Delivery delivery) {
        JsonObject line = delivery.facts().put("at", world.now()).putNull("status_code");
        world.attempts.add(LogEntry.at(world.ids.nextRow(), line.putNull("error")));
    }

    /** All copies but the last leave at once, side by side; the last one later. */
    private void duplicate(Delivery delivery, Fault fault) {
        outbox.send(delivery, Duration.ZERO);
        for (int copy = 1; copy <= fault.copies(); copy++) {
            Delivery twin = delivery(delivery.source);
            if (outbox.full()) {
                return;
            }
            twin.fault = delivery.fault;
            twin.aside = true;
            boolean last = copy == fault.copies();
            long wait = last ? fault.delayMs(LATE_COPY_MS) : 0;
            outbox.send(twin, Duration.ofMillis(wait));
        }
    }

    private void hold(Delivery delivery, Fault fault) {
        delivery.held = true;
        delivery.aside = true;
        outbox.send(delivery, Duration.ofMillis(Math.max(1, fault.delayMs(HELD_AT_MOST_MS))));
    }

    private static void distort(Delivery delivery, Fault fault) {
        switch (fault.kind) {
            case WRONG_HMAC_WEBHOOK -> delivery.wrongHmac = true;
            case TYPE_SWAP -> delivery.type = fault.text(another(delivery.type));
            case UNKNOWN_EVENT -> delivery.type = fault.text("CARD_TELEPORTED");
            default -> delivery.payload.put("status", fault.text("PONDERING"));
        }
    }

    private static String another(String type) {
        return type.equals(Announcements.ASSIGNED)
                ? Announcements.ACTIVATED
                : Announcements.ASSIGNED;
    }
}
