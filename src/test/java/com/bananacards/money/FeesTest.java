package com.bananacards.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.Settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.util.Map;

class FeesTest {

    private static Fees fees(String kind, String currency) {
        return new Fees(Settings.of(
                MoneyConfig.class,
                Map.of("funding.fee-kind", kind, "funding.default-currency", currency)));
    }

    @ParameterizedTest
    @CsvSource({
        "fixed, 50.25, USD, 1.50, 1.50",
        "fixed, 50.25, USD, 0, 0.00",
        "fixed, 50.25, USD, 1.505, 1.51",
        "percent, 50.25, USD, 1.5, 0.75",
        "percent, 50.00, USD, 1.5, 0.75",
        "percent, 33.00, USD, 0.5, 0.17",
        "percent, 32.00, USD, 0.45, 0.14",
        "percent, 1000, JPY, 1.25, 13",
        "percent, 10.000, BHD, 1.2345, 0.123"
    })
    void aFeeIsAnAmountOrAShareRoundedHalfUpToTheCurrencysPlaces(
            String kind, BigDecimal amount, String currency, BigDecimal rate, String fee) {
        assertThat(fees(kind, "USD").on(new Money(amount, currency), rate))
                .isEqualTo(new Money(new BigDecimal(fee), currency))
                .hasToString(new Money(new BigDecimal(fee), currency).toString());
    }

    @Test
    void aFlatFeeIsTheSameWhateverItsKindAndInTheDefaultCurrency() {
        for (String kind : new String[] {"fixed", "percent"}) {
            assertThat(fees(kind, "EUR").flat(new BigDecimal("5.005")))
                    .isEqualTo(new Money(new BigDecimal("5.01"), "EUR"));
        }
    }

    @Test
    void aTemplateThatNamesNoFeeHasNone() {
        assertThat(fees("percent", "USD").on(Money.zero("USD"), null)).isNull();
        assertThat(fees("percent", "USD").flat(null)).isNull();
    }
}
