package com.bananacards.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class BatchPaceTest {

    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private long now = -3 * MILLI;
    private final BatchPace pace = new BatchPace(Duration.ofMillis(5), () -> now);

    @Test
    void theFirstDoesNotWait() {
        assertThat(pace.millisLeft()).isZero();
    }

    @Test
    void theNextWaitsForWhatIsLeft() {
        pace.begins();
        assertThat(pace.millisLeft()).isEqualTo(5);

        now += 2 * MILLI;
        assertThat(pace.millisLeft()).isEqualTo(3);
    }

    @Test
    void aPartOfAMillisecondIsWaitedFor() {
        pace.begins();
        now += 5 * MILLI - 1;
        assertThat(pace.millisLeft()).isEqualTo(1);

        now += 1;
        assertThat(pace.millisLeft()).isZero();
    }

    @Test
    void afterARestNobodyWaits() {
        pace.begins();
        now += Duration.ofHours(1).toNanos();
        assertThat(pace.millisLeft()).isZero();
    }
}
