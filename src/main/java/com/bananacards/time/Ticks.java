package com.bananacards.time;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import org.jboss.logging.Logger;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Work that is done again and again: never twice at once, and never ended by a failure. */
public final class Ticks {

    private static final Logger LOG = Logger.getLogger(Ticks.class);

    private final Vertx vertx;
    private final String name;
    private final Supplier<Uni<Void>> work;
    private final AtomicBoolean running = new AtomicBoolean();
    private final Counter failures;
    private final long timer;

    private Ticks(Vertx vertx, String name, Duration every, Supplier<Uni<Void>> work) {
        this.vertx = vertx;
        this.name = name;
        this.work = work;
        this.failures = Metrics.counter("bananacards.work.failed", "work", name);
        this.timer = vertx.setPeriodic(every.toMillis(), ignored -> now());
    }

    /** Starts the work, every so often. */
    public static Ticks every(Vertx vertx, String name, Duration every, Supplier<Uni<Void>> work) {
        return new Ticks(vertx, name, every, work);
    }

    /** Does the work now, unless it is being done. */
    public void now() {
        if (running.compareAndSet(false, true)) {
            OwnContext.run(vertx, this::round);
        }
    }

    private void round() {
        Uni.createFrom()
                .deferred(work::get)
                .onTermination()
                .invoke(() -> running.set(false))
                .subscribe()
                .with(done -> {}, this::failed);
    }

    private void failed(Throwable failure) {
        failures.increment();
        LOG.warnf("%s failed and goes on: %s", name, failure.getMessage());
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }
}
