package com.bananacards.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class DatabaseTimeTest {

    private static final Instant ASKED = Instant.parse("2026-01-02T03:00:00Z");
    private static final Instant ANSWERED = ASKED.plusSeconds(3);

    private static Duration apart(Instant theirs) {
        return DatabaseTime.outside(theirs, ASKED, ANSWERED);
    }

    @Test
    void aTimeWithinTheQuestionIsNotApart() {
        assertThat(apart(ASKED)).isZero();
        assertThat(apart(ASKED.plusSeconds(1))).isZero();
        assertThat(apart(ANSWERED)).isZero();
    }

    @Test
    void aTimeOutsideIsApartByWhatIsOutside() {
        assertThat(apart(ASKED.minusSeconds(7))).isEqualTo(Duration.ofSeconds(7));
        assertThat(apart(ANSWERED.plusSeconds(9))).isEqualTo(Duration.ofSeconds(9));
    }
}
