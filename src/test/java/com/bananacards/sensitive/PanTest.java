package com.bananacards.sensitive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PanTest {

    private static final String NUMBER = "4111111111111111";

    @ParameterizedTest
    @ValueSource(strings = {NUMBER, "41111111111111111", "4111111111111111110"})
    void sixteenToNineteenDigitsAreACardNumber(String text) {
        assertThat(Pan.parse(text)).map(Pan::reveal).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "411111111111111",
                "41111111111111111111",
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "411111111111111a",
                "4111111111111111\n",
                "٤١١١١١١١١١١١١١١١",
                "４１１１１１１１１１１１１１１１"
            })
    void anythingElseIsNone(String text) {
        assertThat(Pan.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "4111111111111111, true",
        "5555555555554444, true",
        "6011000990139424, true",
        "4111111111111112, false",
        "1234567890123456, false",
        "4111111111111111110, true",
        "4111111111111111111, false"
    })
    void theCheckDigitIsJudgedByLuhn(String number, boolean right) {
        assertThat(Pan.parse(number).orElseThrow().checkDigitIsRight()).isEqualTo(right);
    }

    @Test
    void onlyTheLastFourDigitsAreShown() {
        Pan pan = Pan.parse("5555555555554444").orElseThrow();

        assertThat(pan).hasToString("***");
        assertThat(pan.last4()).isEqualTo("4444");
    }

    @Test
    void twoOfTheSameNumberAreEqual() {
        assertThat(Pan.parse(NUMBER)).isEqualTo(Pan.parse(NUMBER));
        assertThat(Pan.parse(NUMBER).orElseThrow())
                .hasSameHashCodeAs(Pan.parse(NUMBER).orElseThrow())
                .isNotEqualTo(Pan.parse("5555555555554444").orElseThrow());
    }
}
