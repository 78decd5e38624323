package com.bananacards.sandbox;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Webhooks waiting to be sent. Saved with the state: after a restart each is sent again, so one
 * that was just being answered arrives twice, as it may with the real issuer.
 */
final class Outbox implements Part {

    private static final int TAKEN = 200;

    private final World world;
    private final Desk desk;
    private final Postman postman;
    private final Table<Delivery> waiting;
    private final Map<Long, Long> timers = new HashMap<>();
    private final Map<Long, Delivery> held = new TreeMap<>();
    private final Map<String, Future<Void>> lanes = new HashMap<>();

    Outbox(World world, Desk desk, Postman postman) {
        this.world = world;
        this.desk = desk;
        this.postman = postman;
        waiting = new Table<>(world.settings.limits().pending(), row -> false, Delivery::of);
        world.join("outbox", this);
    }

    /** Sends after the wait; without one, now and in the order of the lane. */
    void send(Delivery delivery, Duration wait) {
        delivery.dueAt = world.now() + wait.toMillis();
        waiting.add(delivery);
        if (wait.isZero()) {
            leave(delivery);
        } else {
            arm(delivery, wait.toMillis());
        }
    }

    boolean full() {
        return waiting.size() >= world.settings.limits().pending();
    }

    int size() {
        return waiting.size();
    }

    private void arm(Delivery delivery, long millis) {
        timers.put(delivery.id(), desk.later(millis, () -> leave(delivery)));
        if (delivery.held) {
            held.put(delivery.id(), delivery);
        }
    }

    private void leave(Delivery delivery) {
        Long timer = timers.remove(delivery.id());
        if (timer != null) {
            desk.forget(timer);
        }
        delivery.held = false;
        held.remove(delivery.id());
        if (delivery.aside || delivery.attempt > 1) {
            attempt(delivery);
        } else {
            queue(delivery);
        }
    }

    private void queue(Delivery delivery) {
        String lane = delivery.lane();
        Future<Void> before = lanes.getOrDefault(lane, Future.succeededFuture());
        Future<Void> sent = before.transform(done -> attempt(delivery));
        lanes.put(lane, sent);
        sent.onComplete(done -> lanes.remove(lane, sent));
    }

    private Future<Void> attempt(Delivery delivery) {
        if (!ours(delivery)) {
            return Future.succeededFuture();
        }
        return postman.post(world.tuning.webhookUrl, delivery).transform(answer -> {
            noted(delivery, answer.result(), answer.cause());
            desk.changed();
            return Future.succeededFuture();
        });
    }

    /** False after a reset: what was on its way then belongs to a world that is gone. */
    private boolean ours(Delivery delivery) {
        return waiting.find(delivery.id()).orElse(null) == delivery;
    }

    private void noted(Delivery delivery, @Nullable Integer status, @Nullable Throwable failure) {
        if (!ours(delivery)) {
            return;
        }
        JsonObject line = delivery.facts()
                .put("at", world.now())
                .put("status_code", status)
                .put("error", failure == null ? null : failure.getClass().getSimpleName());
        world.attempts.add(LogEntry.at(world.ids.nextRow(), line));
        if (status != null && status == TAKEN) {
            waiting.remove(delivery.id());
        } else {
            again(delivery);
        }
        release(delivery);
    }

    private void again(Delivery delivery) {
        List<Duration> retries = world.settings.webhookRetries();
        if (delivery.attempt > retries.size()) {
            waiting.remove(delivery.id());
            return;
        }
        Duration wait = retries.get(delivery.attempt - 1);
        delivery.attempt++;
        delivery.dueAt = world.now() + wait.toMillis();
        arm(delivery, wait.toMillis());
    }

    /** Lets go what was held until a later webhook of its lane had been sent. */
    private void release(Delivery sent) {
        for (Delivery other : List.copyOf(held.values())) {
            if (other.id() < sent.id() && other.lane().equals(sent.lane())) {
                leave(other);
            }
        }
    }

    @Override
    public JsonObject save() {
        return waiting.save();
    }

    @Override
    public void load(JsonObject saved) {
        reset();
        waiting.load(saved);
        long now = world.now();
        waiting.all().forEach(delivery -> arm(delivery, delivery.dueAt - now));
    }

    @Override
    public void reset() {
        timers.values().forEach(desk::forget);
        timers.clear();
        held.clear();
        lanes.clear();
        waiting.reset();
    }
}
