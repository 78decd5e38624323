package com.bananacards.bananatech;

import io.smallrye.faulttolerance.api.CircuitBreakerState;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** How the issuer has answered this replica within the last minute. Kept in memory, of a fixed size. */
@Singleton
public class IssuerHealth {

    private final CallWindow window = new CallWindow();
    private final Map<String, State> breakers = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Duration breakerDelay;

    @Inject
    IssuerHealth(Clock clock, BananatechConfig config) {
        this(clock, config.breaker().delay());
    }

    IssuerHealth(Clock clock, Duration breakerDelay) {
        this.clock = clock;
        this.breakerDelay = breakerDelay;
    }

    /** What a breaker was told to be, and when. */
    private record State(Breaker breaker, Instant since) {}

    /** What a circuit breaker does, from good to bad. */
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
        Breaker worst = breakers.values().stream()
                .map(this::now)
                .max(Comparator.naturalOrder())
                .orElse(Breaker.CLOSED);
        return new LastMinute(worst, sum.calls(), sum.errors(), sum.p95Millis());
    }

    void breaker(String name, CircuitBreakerState state) {
        Breaker breaker = switch (state) {
            case CLOSED -> Breaker.CLOSED;
            case HALF_OPEN -> Breaker.HALF_OPEN;
            case OPEN -> Breaker.OPEN;
        };
        breakers.put(name, new State(breaker, clock.instant()));
    }

    boolean isOpen(String name) {
        State state = breakers.get(name);
        return state != null && now(state) == Breaker.OPEN;
    }

    /** After its delay it lets the next call through, and is told so with that call only, which may be hours away. */
    private Breaker now(State state) {
        boolean letsThrough = state.breaker() == Breaker.OPEN
                && !clock.instant().isBefore(state.since().plus(breakerDelay));
        return letsThrough ? Breaker.HALF_OPEN : state.breaker();
    }

    void called(@Nullable Throwable failure, long nanos) {
        boolean answered = failure == null || failure instanceof IssuerRefused;
        window.add(second(), answered, TimeUnit.NANOSECONDS.toMicros(nanos));
    }

    private long second() {
        return clock.instant().getEpochSecond();
    }
}
