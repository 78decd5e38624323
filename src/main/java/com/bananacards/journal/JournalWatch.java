package com.bananacards.journal;

import com.bananacards.http.Problem;
import com.bananacards.time.Leases;
import com.bananacards.time.Ticks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * Verifies the journal without being asked: one bounded walk after the other, from the beginning again when it has been
 * through. One replica at a time; another one that takes over begins anew.
 */
@ApplicationScoped
class JournalWatch {

    private static final String JOB = "journal-watch";

    private final Verification verification;
    private final Leases leases;
    private final JournalConfig config;
    private final Vertx vertx;
    private final Counter verified;
    private volatile @Nullable String next;
    private @Nullable Ticks ticks;

    @Inject
    JournalWatch(
            Verification verification,
            Leases leases,
            JournalConfig config,
            Vertx vertx,
            MeterRegistry meters) {
        this.verification = verification;
        this.leases = leases;
        this.config = config;
        this.vertx = vertx;
        verified = Counter.builder("bananacards.journal.verified.lines")
                .description("lines that this replica verified without being asked")
                .register(meters);
    }

    void start(@Observes StartupEvent started) {
        ticks = Ticks.every(vertx, "verifying the journal", config.verifyEvery(), this::round);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (ticks != null) {
            ticks.stop();
        }
    }

    private Uni<Void> round() {
        return leases.take(JOB, config.verifyEvery().multipliedBy(2))
                .chain(leads -> leads ? walk() : Uni.createFrom().voidItem());
    }

    /** One walk; {@link Verification} tells what it finds. What it went on from may have been forgotten meanwhile. */
    Uni<Void> walk() {
        return verification
                .verify(Optional.ofNullable(next))
                .onFailure(Problem.class)
                .invoke(() -> next = null)
                .invoke(walked -> {
                    verified.increment(walked.lines());
                    next = walked.next();
                })
                .replaceWithVoid();
    }
}
