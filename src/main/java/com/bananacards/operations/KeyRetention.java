package com.bananacards.operations;

import com.bananacards.time.Ticks;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;

/** Drops idempotency keys that are old enough, once an hour. Safe on every replica at once. */
@ApplicationScoped
class KeyRetention {

    private final IdempotencyKeys keys;
    private final OperationsConfig config;
    private final Vertx vertx;
    private final Clock clock;
    private @Nullable Ticks ticks;

    @Inject
    KeyRetention(IdempotencyKeys keys, OperationsConfig config, Vertx vertx, Clock clock) {
        this.keys = keys;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        ticks = Ticks.every(vertx, "key retention", config.keyRetentionEvery(), this::purge);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (ticks != null) {
            ticks.stop();
        }
    }

    private Uni<Void> purge() {
        Instant before = clock.instant().minus(config.keyRetention());
        return Panache.withTransaction(
                        () -> keys.purgeOlderThan(before, config.keyRetentionBatch()))
                .chain(gone -> gone == 0 || gone < config.keyRetentionBatch()
                        ? Uni.createFrom().voidItem()
                        : purge());
    }
}
