package com.bananacards.webhooks;

import com.bananacards.bananatech.EventType;
import com.bananacards.http.Arrears;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.DoubleStream;

/** Counts deliveries and how long they take, and shows how many are parked and how long the oldest waits. */
@Singleton
class DeliveryMetrics {

    /** Label of every type that is not documented: the values of a label must be bounded. */
    static final String OTHER = "other";

    private static final List<String> OUTCOMES = List.of(
            "stored",
            "seen_before",
            "malformed",
            "forged",
            "not_stored",
            "backfilled",
            "applied",
            "repeated",
            "superseded",
            "parked");

    private record Label(String type, String outcome) {}

    private final MeterRegistry meters;
    private final Map<Label, Counter> outcomes = new ConcurrentHashMap<>();
    private final Timer acknowledged;
    private final Timer applied;
    private final Timer delayed;
    private final Arrears arrears;
    private final AtomicLong parked = new AtomicLong();
    private final AtomicLong lagMillis = new AtomicLong();
    private final AtomicLong reachable = new AtomicLong(1);

    @Inject
    DeliveryMetrics(MeterRegistry meters, Arrears arrears) {
        this.meters = meters;
        this.arrears = arrears;
        acknowledged =
                timer("bananacards.delivery.acknowledged", .005, .01, .025, .05, .1, .25, 1, 5);
        applied = timer("bananacards.delivery.applied", .01, .05, .1, .25, .5, 1, 5, 30, 300);
        delayed = timer("bananacards.delivery.delay", .1, .5, 1, 5, 15, 60, 300, 3600);
        meters.gauge("bananacards.inbox.parked", parked);
        meters.gauge("bananacards.inbox.lag.seconds", lagMillis, millis -> millis.get() / 1000.0);
        meters.gauge("bananacards.database.reachable", reachable);
        for (String what : List.of("code_removed", "purged", "resealed")) {
            meters.counter("bananacards.payloads", "what", what);
        }
        beginAtNothing();
    }

    /** From the beginning, so that the first one of a kind is seen as an increase. */
    private void beginAtNothing() {
        unknownMembers(OTHER, 0);
        parked(OTHER, "unknown_type", 0);
        for (EventType type : EventType.values()) {
            unknownMembers(type.name(), 0);
            parked(type.name(), "unknown_status", 0);
        }
        for (String outcome : OUTCOMES) {
            count(OTHER, outcome);
            for (EventType type : EventType.values()) {
                count(type.name(), outcome);
            }
        }
    }

    private Timer timer(String name, double... seconds) {
        return Timer.builder(name)
                .serviceLevelObjectives(DoubleStream.of(seconds)
                        .mapToObj(bound -> Duration.ofMillis(Math.round(bound * 1000)))
                        .toArray(Duration[]::new))
                .register(meters);
    }

    private Counter count(String label, String outcome) {
        return outcomes.computeIfAbsent(
                new Label(label, outcome),
                made -> meters.counter(
                        "bananacards.deliveries", "type", made.type(), "outcome", made.outcome()));
    }

    private static String label(String type) {
        return EventType.named(type).map(Enum::name).orElse(OTHER);
    }

    /** Counts one delivery by what became of it: at the door, or when it was applied. */
    void received(String type, String outcome) {
        count(label(type), outcome).increment();
    }

    /** One is committed and can be acknowledged, so long after its request was read. */
    void acknowledged(long nanos) {
        acknowledged.record(Duration.ofNanos(nanos));
    }

    /** A new one came so long after the issuer's own time; clocks that differ give nothing less than nothing. */
    void delayed(Duration late) {
        delayed.record(late.isNegative() ? Duration.ZERO : late);
    }

    /** One that came by webhook is committed as applied. */
    void applied(@Nullable Instant receivedAt, Instant now) {
        if (receivedAt != null) {
            applied.record(Duration.between(receivedAt, now));
        }
    }

    /** So many members that no type knows were in one of this type. Their names are no label: they are not bounded. */
    void unknownMembers(String type, int members) {
        meters.counter("bananacards.issuer.unknown.members", "type", label(type))
                .increment(members);
    }

    /** Counts one delivery that can't be applied now, by why. Reasons are words of this code: bounded. */
    void parked(String type, @Nullable String reason) {
        parked(type, reason, 1);
    }

    private void parked(String type, @Nullable String reason, int tries) {
        meters.counter(
                        "bananacards.deliveries.parked",
                        "type",
                        label(type),
                        "reason",
                        String.valueOf(reason))
                .increment(tries);
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

    /** Whether the database answered when it was last asked for the gauges. */
    void database(boolean answers) {
        reachable.set(answers ? 1 : 0);
    }
}
