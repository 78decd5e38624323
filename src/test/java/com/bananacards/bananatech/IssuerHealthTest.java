package com.bananacards.bananatech;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.bananatech.IssuerHealth.Breaker;

import io.smallrye.faulttolerance.api.CircuitBreakerState;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

class IssuerHealthTest {

    private Instant now = Instant.parse("2026-01-02T03:00:00Z");
    private final InstantSource source = () -> now;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final IssuerHealth health = new IssuerHealth(clock, Duration.ofSeconds(5));

    @Test
    void aBreakerIsOpenForItsDelayAndLetsTheNextCallThroughThen() {
        health.breaker("changes", CircuitBreakerState.OPEN);
        assertThat(health.isOpen("changes")).isTrue();
        assertThat(health.lastMinute().breaker()).isEqualTo(Breaker.OPEN);

        now = now.plusSeconds(5);

        assertThat(health.isOpen("changes")).isFalse();
        assertThat(health.lastMinute().breaker()).isEqualTo(Breaker.HALF_OPEN);
    }

    @Test
    void oneThatOpensAgainIsOpenAgain() {
        health.breaker("changes", CircuitBreakerState.OPEN);
        now = now.plusSeconds(6);
        health.breaker("changes", CircuitBreakerState.OPEN);

        assertThat(health.isOpen("changes")).isTrue();
        assertThat(health.isOpen("reads")).isFalse();
    }
}
