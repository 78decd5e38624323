package com.bananacards.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** A follower leaves partitions out only when nothing in them can be new to it. */
class SettledTimeTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofDays(40));

    private final SettledTime settled = new SettledTime(Clock.fixed(NOW, ZoneOffset.UTC));

    private void aWholeLook() {
        settled.looks();
        settled.hasSeenAll();
    }

    @Test
    void atFirstEverythingIsLookedInto() {
        aWholeLook();
        assertThat(settled.since()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void whatWasClearBeforeAWholeLookIsSeen() {
        settled.isClear(NOW);
        aWholeLook();
        assertThat(settled.since()).isEqualTo(NOW.minus(Duration.ofDays(1)));
    }

    @Test
    void whatBecameClearDuringALookMayNotBeSeenByIt() {
        settled.looks();
        settled.isClear(NOW);
        settled.hasSeenAll();
        assertThat(settled.since()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void aLookOfManyPagesIsOfTheTimeOfItsFirst() {
        settled.isClear(NOW);
        settled.looks();
        settled.isClear(LATER);
        settled.looks();
        settled.hasSeenAll();
        assertThat(settled.since()).isEqualTo(NOW.minus(Duration.ofDays(1)));
        aWholeLook();
        assertThat(settled.since()).isEqualTo(LATER.minus(Duration.ofDays(1)));
    }

    @Test
    void whileOlderTransactionsHoldLinesBackItDoesNotMoveOn() {
        settled.isClear(NOW);
        aWholeLook();
        Instant before = settled.since();
        aWholeLook();
        aWholeLook();
        assertThat(settled.since()).isEqualTo(before);
    }
}
