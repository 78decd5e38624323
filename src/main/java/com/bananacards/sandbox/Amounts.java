package com.bananacards.sandbox;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts of money: decimal, two places, in the one currency of the sandbox. */
final class Amounts {

    static final String CURRENCY = "USD";
    static final BigDecimal ZERO = new BigDecimal("0.00");

    private static final int DECIMALS = 2;
    private static final int LARGEST_DIGITS = 12;

    private Amounts() {}

    /** A JSON number as an amount; refuses other types, a third decimal and absurd sizes. */
    static BigDecimal read(@Nullable Object value) {
        Reason.AMOUNT_FORMAT.unless(value instanceof Number);
        BigDecimal exact = new BigDecimal(String.valueOf(value));
        // Sizes are looked at first: rescaling 1E+999999999 would take all memory.
        Reason.AMOUNT_FORMAT.unless(exact.precision() - exact.scale() <= LARGEST_DIGITS);
        Reason.AMOUNT_FORMAT.unless(exact.signum() == 0 || exact.scale() <= LARGEST_DIGITS);
        BigDecimal cents = exact.setScale(DECIMALS, RoundingMode.HALF_UP);
        Reason.AMOUNT_FORMAT.unless(cents.compareTo(exact) == 0);
        return cents;
    }

    static BigDecimal positive(@Nullable Object value) {
        BigDecimal amount = read(value);
        Reason.AMOUNT_FORMAT.unless(amount.signum() > 0);
        return amount;
    }

    /** The given part of a hundred, rounded half up to the cent. */
    static BigDecimal percent(BigDecimal amount, BigDecimal percent) {
        BigDecimal product = amount.multiply(percent);
        return product.movePointLeft(2).setScale(DECIMALS, RoundingMode.HALF_UP);
    }
}
