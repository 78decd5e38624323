package com.bananacards.operations;

import com.bananacards.http.Draining;
import com.bananacards.journal.JournalTail;
import com.bananacards.journal.Told;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Lets a caller wait for an outcome: woken by the journal, at the cost of neither a thread nor a connection. */
@ApplicationScoped
class OperationWaits {

    private final Map<UUID, Set<CompletableFuture<Boolean>>> waiting = new ConcurrentHashMap<>();
    private final JournalTail tail;
    private final Draining draining;

    @Inject
    OperationWaits(JournalTail tail, Draining draining) {
        this.tail = tail;
        this.draining = draining;
    }

    void start(@Observes StartupEvent started) {
        tail.follow(this::told, () -> !waiting.isEmpty());
        draining.follow(this::endAll);
    }

    /** They ask again, at a replica that stays. */
    private void endAll() {
        waiting.values().forEach(signals -> signals.forEach(signal -> signal.complete(false)));
    }

    /** The operation as it is once it is settled, or as it is when the time is over or the replica stops. */
    Uni<Operation> settled(UUID id, Duration atMost) {
        CompletableFuture<Boolean> signal = new CompletableFuture<>();
        // Registered before the first look, so that a change in between is not missed.
        waiting.compute(id, (ignored, signals) -> with(signal, signals));
        return load(id).chain(operation -> operation.status.isSettled() || draining.begun()
                        ? Uni.createFrom().item(operation)
                        : within(signal, atMost).chain(told -> load(id)))
                .eventually(() -> forget(id, signal));
    }

    /** Within the map's own step: what is forgotten at the same time would else be added to. */
    private static Set<CompletableFuture<Boolean>> with(
            CompletableFuture<Boolean> signal, @Nullable Set<CompletableFuture<Boolean>> others) {
        Set<CompletableFuture<Boolean>> all =
                others == null ? ConcurrentHashMap.newKeySet() : others;
        all.add(signal);
        return all;
    }

    private static Uni<Boolean> within(CompletableFuture<Boolean> signal, Duration atMost) {
        Context context = Vertx.currentContext();
        return Uni.createFrom()
                .completionStage(signal)
                .ifNoItem()
                .after(atMost)
                .recoverWithItem(false)
                .emitOn(task -> context.runOnContext(ignored -> task.run()));
    }

    private void told(Told line) {
        UUID id = line.operationId();
        if (id != null && waiting.containsKey(id) && isSettled(line)) {
            waiting.getOrDefault(id, Set.of()).forEach(signal -> signal.complete(true));
        }
    }

    private static boolean isSettled(Told line) {
        String body = line.body();
        return OperationLines.UPDATED.equals(line.event())
                && body != null
                && OperationStatus.valueOf(new JsonObject(body).getString("status"))
                        .isSettled();
    }

    private void forget(UUID id, CompletableFuture<Boolean> signal) {
        waiting.computeIfPresent(id, (ignored, signals) -> {
            signals.remove(signal);
            return signals.isEmpty() ? null : signals;
        });
    }

    private static Uni<Operation> load(UUID id) {
        return Panache.withSession(() -> Operation.findById(id));
    }
}
