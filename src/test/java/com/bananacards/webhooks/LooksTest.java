package com.bananacards.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class LooksTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Looks looks = new Looks(Duration.ofSeconds(1));

    @Test
    void theFirstLookIsAtAll() {
        assertThat(looks.since()).isEqualTo(Looks.START);
    }

    @Test
    void whatWasTakenIsPassedByExceptForWhatMayComeLate() {
        looks.since();
        looks.taken(NOON);

        assertThat(looks.since()).isEqualTo(NOON.minusSeconds(1));
    }

    @Test
    void aLookDoesNotGoBack() {
        looks.since();
        looks.taken(NOON);
        looks.since();
        looks.taken(NOON.minusSeconds(5));

        assertThat(looks.since()).isEqualTo(NOON.minusSeconds(1));
    }

    @Test
    void whenAskedForTheNextLookIsAtAllAndOnlyThatOne() {
        looks.since();
        looks.taken(NOON);
        looks.startAgain();
        assertThat(looks.since()).isEqualTo(Looks.START);

        looks.taken(NOON);
        assertThat(looks.since()).isEqualTo(NOON.minusSeconds(1));
    }

    @Test
    void oneThatIsUnderWayDoesNotTakeThePlaceOfTheLookAtAll() {
        looks.since();
        looks.startAgain();
        looks.taken(NOON);

        assertThat(looks.since()).isEqualTo(Looks.START);
    }
}
