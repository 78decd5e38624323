package com.bananacards.money;

import com.fasterxml.jackson.annotation.JsonValue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An amount in one currency, exact: a decimal with as many places as the currency has.
 *
 * <p>Written as a decimal string, {@code "100.00"}. Arithmetic between two currencies throws
 * {@link IllegalArgumentException}: that is a programmer's mistake.
 */
public record Money(BigDecimal amount, String currency) implements Comparable<Money> {

    private static final int DECIMALS_WHERE_UNKNOWN = 2;

    public Money {
        int decimals = Math.max(decimals(currency), amount.stripTrailingZeros().scale());
        amount = amount.setScale(decimals, RoundingMode.UNNECESSARY);
    }

    /** Nothing, in that currency. */
    public static Money zero(String currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    /** How many decimals amounts in this currency have: ISO 4217, or 2 for a code that ISO does not know. */
    public static int decimals(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException notIso) {
            return DECIMALS_WHERE_UNKNOWN;
        }
    }

    public Money plus(Money other) {
        return new Money(amount.add(same(other).amount), currency);
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(same(other).amount), currency);
    }

    public boolean isNegative() {
        return amount.signum() < 0;
    }

    /** The decimal string that leaves the service. */
    @JsonValue
    public String text() {
        return amount.toPlainString();
    }

    @Override
    public int compareTo(Money other) {
        return amount.compareTo(same(other).amount);
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(currency + " is not " + other.currency);
        }
        return other;
    }
}
