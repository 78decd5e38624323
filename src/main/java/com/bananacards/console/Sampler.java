package com.bananacards.console;

import com.bananacards.bananatech.IssuerHealth;
import com.bananacards.time.Ticks;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.time.Clock;

/** Takes a sample of this replica's own gauges at the end of each step. Asks nobody: no database, no issuer. */
@ApplicationScoped
class Sampler {

    private final Readings readings;
    private final IssuerHealth issuer;
    private final ConsoleConfig config;
    private final Vertx vertx;
    private final Clock clock;
    private final History history;
    private Readings.Counted before = Readings.Counted.NOTHING;
    private @Nullable Ticks ticks;

    @Inject
    Sampler(
            Readings readings,
            IssuerHealth issuer,
            ConsoleConfig config,
            Vertx vertx,
            Clock clock) {
        this.readings = readings;
        this.issuer = issuer;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
        history = new History(config.history().step(), config.history().length());
    }

    void start(@Observes StartupEvent started) {
        ticks = Ticks.every(vertx, "the console's history", config.history().step(), this::sample);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (ticks != null) {
            ticks.stop();
        }
    }

    History.Shown shown() {
        return history.shown();
    }

    private Uni<Void> sample() {
        Readings.Counted now = readings.counted();
        history.add(new History.Sample(
                clock.instant(),
                now.webhooks() - before.webhooks(),
                readings.parked(),
                readings.lagMillis(),
                issuer.lastMinute().p95Millis(),
                now.issuerErrors() - before.issuerErrors(),
                readings.operationsOpen(),
                readings.databaseWaiting()));
        before = now;
        return Uni.createFrom().voidItem();
    }
}
