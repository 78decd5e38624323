package com.bananacards.reconciliation;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Keeps a rebuild's calls apart from each other, so that the issuer has room for everybody else's. */
@ApplicationScoped
class RebuildPace {

    private final Vertx vertx;
    private final long apart;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    @Inject
    RebuildPace(Vertx vertx, RebuildConfig config) {
        this.vertx = vertx;
        this.apart = TimeUnit.SECONDS.toNanos(1) / Math.max(1, config.callsPerSecond());
    }

    /** Makes a call when its turn has come. */
    <T> Uni<T> call(Supplier<Uni<T>> issuer) {
        return Uni.createFrom().deferred(() -> {
            calls.incrementAndGet();
            return pause(turn()).chain(issuer::get);
        });
    }

    private Duration turn() {
        long now = System.nanoTime();
        long mine = next.getAndUpdate(turn -> Math.max(turn, now) + apart);
        return Duration.ofNanos(Math.max(0, mine - now));
    }

    /** Waits, and goes on in the context it was asked in. */
    Uni<Void> pause(Duration time) {
        if (time.toMillis() < 1) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom().emitter(after -> {
            Context context = Vertx.currentContext();
            vertx.setTimer(time.toMillis(), timer -> {
                if (context == null) {
                    after.complete(null);
                } else {
                    context.runOnContext(ignored -> after.complete(null));
                }
            });
        });
    }

    /** Calls made since the process began. */
    long calls() {
        return calls.get();
    }
}
