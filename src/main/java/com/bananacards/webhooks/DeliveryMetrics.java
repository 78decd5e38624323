package com.bananacards.webhooks;

import com.bananacards.bananatech.EventType;
import com.bananacards.http.Arrears;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts deliveries, and shows how many are parked and how long the oldest waits. */
@Singleton
class DeliveryMetrics {

    /** Label of every type that is not documented: the values of a label must be bounded. */
    static final String OTHER = "other";

    private final MeterRegistry meters;
    private final Map<Counted, Counter> counters = new ConcurrentHashMap<>();
    private final Arrears arrears;
    private final AtomicLong parked = new AtomicLong();
    private final AtomicLong lagMillis = new AtomicLong();

    /** To find a counter in the registry costs more than to count: each is found once. */
    private record Counted(String name, String type, String label, String value) {}

    @Inject
    DeliveryMetrics(MeterRegistry meters, Arrears arrears) {
        this.meters = meters;
        this.arrears = arrears;
        meters.gauge("bananacards.inbox.parked", parked);
        meters.gauge("bananacards.inbox.lag.seconds", lagMillis, millis -> millis.get() / 1000.0);
    }

    /** Counts one delivery by what became of it: at the door, or when it was applied. */
    void received(String type, String outcome) {
        count(new Counted("bananacards.deliveries", label(type), "outcome", outcome));
    }

    /** Counts one delivery that can't be applied now, by why. Reasons are words of this code: bounded. */
    void parked(String type, @Nullable String reason) {
        count(new Counted(
                "bananacards.deliveries.parked", label(type), "reason", String.valueOf(reason)));
    }

    private static String label(String type) {
        return EventType.named(type).map(Enum::name).orElse(OTHER);
    }

    private void count(Counted what) {
        counters.computeIfAbsent(what, this::counter).increment();
    }

    private Counter counter(Counted what) {
        return meters.counter(what.name(), "type", what.type(), what.label(), what.value());
    }

    /** Counts payloads of which something was purged, or that were sealed anew. */
    void payloads(String what, int done) {
        meters.counter("bananacards.payloads", "what", what).increment(done);
    }

    void parkedNow(long count) {
        parked.set(count);
    }

    /** The oldest due delivery waits for so long: shown, and reads give way to it when it is too long. */
    void lag(Duration oldestWaits) {
        lagMillis.set(oldestWaits.toMillis());
        arrears.oldestWaits(oldestWaits);
    }
}
