package com.bananacards.time;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import java.time.Clock;
import java.time.Duration;

/** The only place that reads the system's time: everything else is given this clock. */
final class TheClock {

    private static final Duration SHOWN_PRECISION = Duration.ofMillis(1);

    /** UTC in whole milliseconds, the precision of every time that leaves the service. */
    @Produces
    @Singleton
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), SHOWN_PRECISION);
    }
}
