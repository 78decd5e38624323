package com.bananacards.bananatech;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallWindowTest {

    private final CallWindow window = new CallWindow();

    @Test
    void withoutCallsThereIsNoTime() {
        assertThat(window.sum(100)).isEqualTo(new CallWindow.Sum(0, 0, null));
    }

    @Test
    void callsAndErrorsOfTheLastMinuteAreCounted() {
        window.add(100, true, 1000);
        window.add(100, false, 1000);
        window.add(130, false, 1000);

        assertThat(window.sum(130)).extracting("calls", "errors").containsExactly(3L, 2L);
        assertThat(window.sum(159)).extracting("calls", "errors").containsExactly(3L, 2L);
        assertThat(window.sum(160)).extracting("calls", "errors").containsExactly(1L, 1L);
        assertThat(window.sum(190)).extracting("calls", "errors").containsExactly(0L, 0L);
    }

    @Test
    void aSecondThatComesRoundAgainBeginsAnew() {
        window.add(100, false, 1000);
        window.add(160, true, 1000);

        assertThat(window.sum(160)).extracting("calls", "errors").containsExactly(1L, 0L);
    }

    @Test
    void ninetyFiveOfAHundredTookNoLonger() {
        for (int i = 1; i <= 100; i++) {
            window.add(100, true, i * 1000L);
        }

        assertThat(window.sum(100).p95Millis()).isBetween(95L, 119L);
    }

    @Test
    void oneCallIsItsOwnPercentileAtAnySize() {
        for (long micros : new long[] {0, 1, 3, 999, 50_000, 4_999_999, 3_600_000_000L}) {
            CallWindow one = new CallWindow();
            one.add(5, true, micros);

            assertThat(one.sum(5).p95Millis())
                    .as("%d", micros)
                    .isBetween(micros / 1000, Math.max(1, micros * 5 / 4 / 1000 + 1));
        }
    }
}
