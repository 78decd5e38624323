package com.bananacards.sensitive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

    @ParameterizedTest
    @CsvSource({
        "4111111111111111, ***1111",
        "card 4111 1111 1111 1234 is taken, card ***1234 is taken",
        "4111-1111-1111-1234, ***1234",
        "123456789012, ***9012",
        "1234567890123456789, ***6789",
        "from 4111111111111111 to 5555555555554444, from ***1111 to ***4444",
        "a4111111111111111b, a***1111b"
    })
    void aRunOfTwelveDigitsAndMoreKeepsItsLastFour(String text, String masked) {
        assertThat(Masking.text(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "101:0 - card number not exist", "12345678901", "$1 \\ 2026-01-02"})
    void shorterRunsStayAsTheyAre(String text) {
        assertThat(Masking.text(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 24, 31, 40})
    void aRunThatIsTooLongForACardNumberShowsNoCardNumberEither(int length) {
        assertThat(Masking.text("4".repeat(length))).doesNotContainPattern("[0-9]{12}");
    }

    @ParameterizedTest
    @CsvSource({
        "103:0 - pin 904617 refused, 103:0 - pin ****** refused",
        "904617, ******",
        "x904617y, x******y",
        "904617 and 738205, ****** and ******",
        "card 4111 1111 1111 1234 and 904617, card ***1234 and ******",
        "12345 and 1234567, 12345 and 1234567"
    })
    void inTheIssuersWordsSixDigitsAloneAreHiddenToo(String words, String masked) {
        assertThat(Masking.words(words)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pin", "PIN", "cvv", "Cvv2", "code", "otp", "password"})
    void aMemberOfASecretNameIsSecretInAnyCase(String name) {
        assertThat(Masking.isSecretMember(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"card_id", "status", "description", ""})
    void otherMembersAreNot(String name) {
        assertThat(Masking.isSecretMember(name)).isFalse();
    }
}
