package com.bananacards.webhooks;

import com.bananacards.bananatech.EventType;

import io.micrometer.core.instrument.MeterRegistry;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLong;

/** Counts deliveries, and shows how many are parked and how long the oldest waits. */
@Singleton
class DeliveryMetrics {

    /** Label of every type that is not documented: the values of a label must be bounded. */
    static final String OTHER = "other";

    private final MeterRegistry meters;
    private final AtomicLong parked = new AtomicLong();
    private final AtomicLong lagMillis = new AtomicLong();

    @Inject
    DeliveryMetrics(MeterRegistry meters) {
        this.meters = meters;
        meters.gauge("bananacards.inbox.parked", parked);
        meters.gauge("bananacards.inbox.lag.seconds", lagMillis, millis -> millis.get() / 1000.0);
    }

    /** Counts one delivery by what became of it: at the door, or when it was applied. */
    void received(String type, String outcome) {
        String label = EventType.named(type).map(Enum::name).orElse(OTHER);
        meters.counter("bananacards.deliveries", "type", label, "outcome", outcome)
                .increment();
    }

    /** Counts one delivery that can't be applied now, by why. Reasons are words of this code: bounded. */
    void parked(String type, @Nullable String reason) {
        String label = EventType.named(type).map(Enum::name).orElse(OTHER);
        meters.counter(
                        "bananacards.deliveries.parked",
                        "type",
                        label,
                        "reason",
                        String.valueOf(reason))
                .increment();
    }

    /** Counts payloads of which something was purged, or that were sealed anew. */
    void payloads(String what, int done) {
        meters.counter("bananacards.payloads", "what", what).increment(done);
    }

    void inbox(long parkedNow, long oldestWaitingMillis) {
        parked.set(parkedNow);
        lagMillis.set(oldestWaitingMillis);
    }
}
