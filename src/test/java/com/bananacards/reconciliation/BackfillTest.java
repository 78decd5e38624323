package com.bananacards.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class BackfillTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:00:00Z");

    @Test
    void theNextReadingBeginsNearTheNewestRecord() {
        Instant newest = NOW.minusSeconds(2);

        assertThat(Backfill.newest(List.of(NOW.minusSeconds(5), newest), NOW)).contains(newest);
        assertThat(Backfill.newest(List.of(), NOW)).isEmpty();
    }

    /** It would be found empty until that time comes. */
    @Test
    void aRecordOfTheFutureDoesNotMakeItBeginThere() {
        assertThat(Backfill.newest(List.of(NOW.plusSeconds(86_400)), NOW)).contains(NOW);
    }
}
