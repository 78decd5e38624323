package com.bananacards.bananatech;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.bananatech.IssuerFact.Result;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

/** What a change would have led to counts only where it succeeded. */
class StatusChangeTest {

    private static Reading read(String result, String status) {
        String payload =
                "{\"card_id\":12345,\"status\":\"%s\",\"card_status\":\"%s\",\"occur_time\":1691249025086}"
                        .formatted(result, status);
        return FactsInMemory.byDefault()
                .read("CARD_STATUS_CHANGE", payload.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CLOSED", "LOST", "ACTIVE", "LOCKED", ""})
    void aFailureIsUnderstoodWhateverTheCardIs(String status) {
        assertThat(read("FAILED", status))
                .isInstanceOfSatisfying(
                        Reading.Read.class,
                        read -> assertThat(read.fact().result()).isEqualTo(Result.FAILED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CLOSED", "LOST"})
    void aSuccessIsNotTakenForAStatusThatNobodyKnows(String status) {
        assertThat(read("SUCCESS", status))
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).isEqualTo("unknown_status"));
    }
}
