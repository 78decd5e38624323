package com.bananacards.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.console.History.Sample;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class HistoryTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final History history = new History(Duration.ofMinutes(1), 3);

    private void step(int minute, Long webhooks) {
        history.add(new Sample(
                BEGIN.plus(Duration.ofMinutes(minute)),
                webhooks,
                null,
                null,
                null,
                null,
                7L,
                null));
    }

    @Test
    void beforeTheFirstStepThereIsNothing() {
        assertThat(history.shown().from()).isNull();
        assertThat(history.shown().series().webhooks()).isEmpty();
        assertThat(history.shown().stepSeconds()).isEqualTo(60);
    }

    @Test
    void itKeepsTheLastStepsAndNoMore() {
        for (int minute = 1; minute <= 5; minute++) {
            step(minute, (long) minute);
        }

        assertThat(history.shown().from()).isEqualTo(BEGIN.plus(Duration.ofMinutes(3)));
        assertThat(history.shown().series().webhooks()).containsExactly(3L, 4L, 5L);
    }

    @Test
    void whatWasNotKnownIsNull() {
        step(1, null);

        assertThat(history.shown().series().webhooks()).containsExactly((Long) null);
        assertThat(history.shown().series().operationsOpen()).containsExactly(7L);
    }
}
