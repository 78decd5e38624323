package com.bananacards.webhooks;

import com.bananacards.sensitive.Sealing;
import com.bananacards.time.Leases;
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
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Keeps no payload longer, and none under an older key, than it must be. Done by the one replica that holds the lease;
 * batches follow each other while there is something, at most so many in one round.
 */
@ApplicationScoped
class PayloadUpkeep {

    private static final String JOB = "payloads";

    private final Payloads payloads;
    private final Sealing sealing;
    private final Leases leases;
    private final DeliveryMetrics metrics;
    private final InboxConfig config;
    private final Vertx vertx;
    private final Clock clock;
    private final Map<String, Payloads.Pass> passes = new HashMap<>();
    private @Nullable Ticks ticks;

    @Inject
    PayloadUpkeep(
            Payloads payloads,
            Sealing sealing,
            Leases leases,
            DeliveryMetrics metrics,
            InboxConfig config,
            Vertx vertx,
            Clock clock) {
        this.payloads = payloads;
        this.sealing = sealing;
        this.leases = leases;
        this.metrics = metrics;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        ticks = Ticks.every(vertx, "payload upkeep", config.upkeepEvery(), this::round);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (ticks != null) {
            ticks.stop();
        }
    }

    private Uni<Void> round() {
        return leases.take(JOB, config.upkeepLease())
                .chain(leads -> leads ? work() : Uni.createFrom().voidItem());
    }

    private Uni<Void> work() {
        Instant now = clock.instant();
        Instant tooOld = now.minus(config.payloadRetention());
        return batches(
                        1,
                        () -> counted(
                                "code_removed",
                                payloads.takeCodesOut(
                                        now,
                                        now.plus(config.codeRetention()),
                                        config.upkeepBatch())))
                .chain(() -> batches(
                        1, () -> counted("purged", payloads.purge(tooOld, config.upkeepBatch()))))
                .chain(() -> payloads.keys())
                .chain(this::resealAll);
    }

    private Uni<Void> resealAll(List<String> keys) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (String key : keys) {
            if (!key.equals(sealing.sealingKeyId()) && sealing.knows(key)) {
                all = all.chain(() -> batches(1, () -> reseal(key)));
            }
        }
        return all;
    }

    /** A pass that came to its end begins again: replicas that still seal under the older key add to it. */
    private Uni<Integer> reseal(String key) {
        Payloads.Pass pass = passes.getOrDefault(key, Payloads.Pass.BEGIN);
        return payloads.reseal(key, pass, config.upkeepBatch()).map(next -> {
            passes.put(key, next.isOver() ? Payloads.Pass.BEGIN : next);
            metrics.payloads("resealed", next.done());
            return next.isOver() ? 0 : 1;
        });
    }

    private Uni<Integer> counted(String what, Uni<Integer> work) {
        return work.invoke(done -> metrics.payloads(what, done));
    }

    private Uni<Void> batches(int batch, Supplier<Uni<Integer>> work) {
        return work.get()
                .chain(done -> done == 0 || batch >= config.upkeepBatches()
                        ? Uni.createFrom().voidItem()
                        : batches(batch + 1, work));
    }
}
