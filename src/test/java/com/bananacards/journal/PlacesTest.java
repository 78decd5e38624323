package com.bananacards.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {

    private final Places places = new Places(3, 2);

    @Test
    void oneCallerGetsItsShareAndAllTogetherGetNoMoreThanThereIs() {
        assertThat(places.take("one")).isTrue();
        assertThat(places.take("one")).isTrue();
        assertThat(places.take("one")).isFalse();
        assertThat(places.take("two")).isTrue();
        assertThat(places.take("three")).isFalse();

        places.giveBack("one");
        assertThat(places.take("three")).isTrue();
    }

    @Test
    void nothingIsKeptOfACallerThatIsGone() {
        places.take("one");
        places.take("one");
        places.giveBack("one");
        assertThat(places.callers()).isEqualTo(1);
        places.giveBack("one");
        assertThat(places.callers()).isZero();
    }
}
