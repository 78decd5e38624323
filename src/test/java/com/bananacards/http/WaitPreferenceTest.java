package com.bananacards.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitPreferenceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=1|1",
                "wait=30|30",
                "wait=31|30",
                "wait=9999|30",
                "respond-async, wait=10|10",
                "wait=10; foo=bar|10",
                "wait = \"7\"|7"
            })
    void aWaitIsHonouredUpToThirtySeconds(String prefer, long seconds) {
        assertThat(WaitPreference.of(prefer))
                .map(WaitPreference::applied)
                .contains("wait=" + seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "wait", "wait=", "wait=0", "wait=-1", "wait=1.5", "wait=99999", "await=5"
            })
    void whatCantBeReadIsIgnored(String prefer) {
        assertThat(WaitPreference.of(prefer)).isEmpty();
    }

    @Test
    void noHeaderIsNoWait() {
        assertThat(WaitPreference.of(null)).isEmpty();
    }
}
