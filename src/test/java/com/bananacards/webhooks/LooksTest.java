package com.bananacards.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class LooksTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Looks looks = new Looks(Duration.ofSeconds(1), 2);

    @Test
    void theFirstLookIsAtAll() {
        assertThat(looks.since(Lane.WHOLE)).isEqualTo(Looks.START);
    }

    @Test
    void whatWasTakenIsPassedByExceptForWhatMayComeLate() {
        looks.since(Lane.WHOLE);
        looks.taken(Lane.WHOLE, NOON);

        assertThat(looks.since(Lane.WHOLE)).isEqualTo(NOON.minusSeconds(1));
    }

    @Test
    void aLookDoesNotGoBack() {
        looks.since(Lane.WHOLE);
        looks.taken(Lane.WHOLE, NOON);
        looks.since(Lane.WHOLE);
        looks.taken(Lane.WHOLE, NOON.minusSeconds(5));

        assertThat(looks.since(Lane.WHOLE)).isEqualTo(NOON.minusSeconds(1));
    }

    @Test
    void whenAskedForTheNextLookIsAtAllAndOnlyThatOne() {
        looks.since(Lane.WHOLE);
        looks.taken(Lane.WHOLE, NOON);
        looks.startAgain();
        assertThat(looks.since(Lane.WHOLE)).isEqualTo(Looks.START);

        looks.taken(Lane.WHOLE, NOON);
        assertThat(looks.since(Lane.WHOLE)).isEqualTo(NOON.minusSeconds(1));
    }

    @Test
    void oneThatIsUnderWayDoesNotTakeThePlaceOfTheLookAtAll() {
        looks.since(Lane.WHOLE);
        looks.startAgain();
        looks.taken(Lane.WHOLE, NOON);

        assertThat(looks.since(Lane.WHOLE)).isEqualTo(Looks.START);
    }

    @Test
    void eachLaneGoesOnFromWhereItsOwnLookEndedAndTheWholeFromTheOneThatHasTakenLeast() {
        Lane one = Lane.all(2).getFirst();
        Lane other = Lane.all(2).getLast();
        looks.since(one);
        looks.since(other);
        looks.taken(one, NOON);
        looks.taken(other, NOON.plusSeconds(60));

        assertThat(looks.since(one)).isEqualTo(NOON.minusSeconds(1));
        assertThat(looks.since(other)).isEqualTo(NOON.plusSeconds(59));
        assertThat(looks.since(Lane.WHOLE)).isEqualTo(NOON.minusSeconds(1));
    }

    @Test
    void aLookAtAllThatIsAskedForIsNotLostToALaneThatIsUnderWay() {
        Lane one = Lane.all(2).getFirst();
        Lane other = Lane.all(2).getLast();
        looks.since(one);
        looks.startAgain();
        looks.since(other);
        looks.taken(one, NOON);
        looks.taken(other, NOON);

        assertThat(looks.since(one)).isEqualTo(Looks.START);
        assertThat(looks.since(other)).isEqualTo(NOON.minusSeconds(1));
    }
}
