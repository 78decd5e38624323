package com.bananacards.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.json.JsonMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({
        "100, USD, 100.00",
        "100.1, USD, 100.10",
        "100.10, EUR, 100.10",
        "100, JPY, 100",
        "100.5, BHD, 100.500",
        "0.0001, USD, 0.0001",
        "1E+3, USD, 1000.00",
        "-0.05, USD, -0.05",
        "7, USDT, 7.00",
        "7, XXX, 7"
    })
    void anAmountIsWrittenWithThePlacesOfItsCurrency(
            BigDecimal amount, String currency, String text) {
        assertThat(new Money(amount, currency).text()).isEqualTo(text);
    }

    @Test
    void twoSpellingsOfOneAmountAreEqual() {
        assertThat(usd("100.10")).isEqualTo(usd("100.1")).hasSameHashCodeAs(usd("100.100"));
        assertThat(usd("1")).isNotEqualTo(new Money(BigDecimal.ONE, "EUR"));
    }

    @Test
    void sumsAreExact() {
        assertThat(usd("0.10").plus(usd("0.20"))).isEqualTo(usd("0.30"));
        assertThat(usd("0.10").minus(usd("0.30"))).isEqualTo(usd("-0.20"));
        assertThat(usd("0.10").minus(usd("0.30")).isNegative()).isTrue();
        assertThat(Money.zero("USD").isNegative()).isFalse();
        assertThat(usd("2")).isGreaterThan(usd("1.99"));
    }

    @Test
    void twoCurrenciesDoNotMix() {
        Money euro = Money.zero("EUR");

        assertThatIllegalArgumentException().isThrownBy(() -> usd("1").plus(euro));
        assertThatIllegalArgumentException().isThrownBy(() -> usd("1").minus(euro));
        assertThatIllegalArgumentException().isThrownBy(() -> usd("1").compareTo(euro));
    }

    @Test
    void anAmountLeavesAsADecimalString() throws Exception {
        assertThat(new JsonMapper().writeValueAsString(usd("100.1"))).isEqualTo("\"100.10\"");
    }

    private static Money usd(String amount) {
        return new Money(new BigDecimal(amount), "USD");
    }
}
