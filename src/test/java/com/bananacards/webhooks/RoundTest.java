package com.bananacards.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.webhooks.BatchRunner.Round;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class RoundTest {

    private static Round waited(@Nullable Duration lag) {
        return new Round(false, false, Instant.EPOCH, lag);
    }

    /** Reads give way by it: they must not come back because one lane is empty. */
    @Test
    void theLongestWaitingOfAllLanesIsTheLag() {
        Duration tenMinutes = Duration.ofMinutes(10);

        assertThat(Round.lag(List.of(waited(tenMinutes), waited(Duration.ZERO))))
                .contains(tenMinutes);
        assertThat(Round.lag(List.of(waited(Duration.ZERO), waited(tenMinutes))))
                .contains(tenMinutes);
    }

    @Test
    void aBatchThatWasAppliedOneByOneSaysNothing() {
        assertThat(Round.lag(List.of(waited(null)))).isEmpty();
    }
}
