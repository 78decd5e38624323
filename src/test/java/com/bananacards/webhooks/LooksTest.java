package com.bananacards.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class LooksTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Looks looks = new Looks(Duration.ofSeconds(10), Duration.ofSeconds(1));

    @Test
    void theFirstLookIsAtAll() {
        assertThat(looks.since(NOON)).isEqualTo(Looks.START);
    }

    @Test
    void whatWasTakenIsPassedByExceptForWhatMayComeLate() {
        looks.since(NOON);
        looks.taken(NOON);

        assertThat(looks.since(NOON.plusMillis(5))).isEqualTo(NOON.minusSeconds(1));
    }

    /** After a full batch: the last of it was due before the one of the batch before, which took what was left over. */
    @Test
    void aLookDoesNotGoBack() {
        looks.since(NOON);
        looks.taken(NOON);
        looks.taken(NOON.minusSeconds(5));

        assertThat(looks.since(NOON)).isEqualTo(NOON.minusSeconds(1));
    }

    @Test
    void nowAndThenTheLookIsAtAll() {
        looks.since(NOON);
        looks.taken(NOON);

        assertThat(looks.since(NOON.plusMillis(9_999))).isNotEqualTo(Looks.START);
        assertThat(looks.since(NOON.plusSeconds(10))).isEqualTo(Looks.START);
    }

    @Test
    void aBacklogIsReadOnFromWhereTheLookAtAllEnded() {
        looks.since(NOON);
        looks.taken(NOON.minusSeconds(600));

        assertThat(looks.since(NOON)).isEqualTo(NOON.minusSeconds(601));
    }

    @Test
    void whenNobodyKnowsTheNextLookIsAtAll() {
        looks.since(NOON);
        looks.taken(NOON);
        looks.startAgain();

        assertThat(looks.since(NOON.plusMillis(1))).isEqualTo(Looks.START);
    }

    @Test
    void aClockThatWentBackBeginsAnew() {
        looks.since(NOON);
        looks.taken(NOON);

        assertThat(looks.since(NOON.minusSeconds(60))).isEqualTo(Looks.START);
    }
}
