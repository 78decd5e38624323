package com.bananacards.bananatech;

import io.smallrye.faulttolerance.api.CircuitBreakerState;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** How the issuer has answered this replica within the last minute. Kept in memory, of a fixed size. */
@Singleton
public class IssuerHealth {

    private final CallWindow window = new CallWindow();
    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();
    private final Clock clock;

    @Inject
    IssuerHealth(Clock clock) {
        this.clock = clock;
    }

    /** What a circuit breaker does, from good to bad. It leaves OPEN with the first call after its delay. */
    public enum Breaker {
        CLOSED,
        HALF_OPEN,
        OPEN
    }

    /**
     * The last minute.
     *
     * @param breaker the worse of the two: one is for calls that change something, one for those that read
     * @param calls repeats of a read are one call
     * @param errors calls that got no answer; a refusal is an answer
     * @param p95Millis 95 of 100 calls took no longer, in milliseconds; null without calls
     */
    public record LastMinute(
            Breaker breaker,
            long calls,
            long errors,
            @Nullable Long p95Millis) {}

    public LastMinute lastMinute() {
        CallWindow.Sum sum = window.sum(second());
        Breaker worst =
                breakers.values().stream().max(Comparator.naturalOrder()).orElse(Breaker.CLOSED);
        return new LastMinute(worst, sum.calls(), sum.errors(), sum.p95Millis());
    }

    void breaker(String name, CircuitBreakerState state) {
        breakers.put(
                name,
                switch (state) {
                    case CLOSED -> Breaker.CLOSED;
                    case HALF_OPEN -> Breaker.HALF_OPEN;
                    case OPEN -> Breaker.OPEN;
                });
    }

    boolean isOpen(String name) {
        return breakers.get(name) == Breaker.OPEN;
    }

    void called(@Nullable Throwable failure, long nanos) {
        boolean answered = failure == null || failure instanceof IssuerRefused;
        window.add(second(), answered, TimeUnit.NANOSECONDS.toMicros(nanos));
    }

    private long second() {
        return clock.instant().getEpochSecond();
    }
}
