package com.bananacards.console;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Set;

/** Reads this replica's meters: what is counted for Prometheus, the console shows too. */
@Singleton
class Readings {

    private static final Set<String> ACKNOWLEDGED = Set.of("stored", "seen_before");
    private static final Set<String> UNANSWERED = Set.of("issuerdown", "outcomeunknown");
    private static final int MILLIS = 1000;

    private final MeterRegistry meters;

    @Inject
    Readings(MeterRegistry meters) {
        this.meters = meters;
    }

    /** What has been counted since the start. */
    record Counted(long webhooks, long issuerErrors) {

        static final Counted NOTHING = new Counted(0, 0);
    }

    Counted counted() {
        long webhooks = meters.find("bananacards.deliveries").counters().stream()
                .filter(one -> ACKNOWLEDGED.contains(String.valueOf(one.getId().getTag("outcome"))))
                .mapToLong(one -> Math.round(one.count()))
                .sum();
        long errors = meters.find("bananacards.issuer.call").timers().stream()
                .filter(one -> UNANSWERED.contains(String.valueOf(one.getId().getTag("outcome"))))
                .mapToLong(Timer::count)
                .sum();
        return new Counted(webhooks, errors);
    }

    @Nullable
    Long parked() {
        return sum(meters.find("bananacards.inbox.parked").gauges(), 1);
    }

    @Nullable
    Long lagMillis() {
        return sum(meters.find("bananacards.inbox.lag.seconds").gauges(), MILLIS);
    }

    /** There is a gauge for each kind and status of which any is open: none of them is nothing open. */
    long operationsOpen() {
        Long open = sum(meters.find("bananacards.operations.open").gauges(), 1);
        return open == null ? 0 : open;
    }

    /** Connections that are lent out. */
    @Nullable
    Long databaseInUse() {
        return sum(meters.find("sql.pool.active").gauges(), 1);
    }

    /** Those who wait for a connection. */
    @Nullable
    Long databaseWaiting() {
        return sum(meters.find("sql.pool.queue.size").gauges(), 1);
    }

    private static @Nullable Long sum(Collection<Gauge> gauges, int factor) {
        return gauges.isEmpty()
                ? null
                : gauges.stream()
                        .mapToLong(one -> Math.round(one.value() * factor))
                        .sum();
    }
}
