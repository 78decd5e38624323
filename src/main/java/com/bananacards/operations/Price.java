package com.bananacards.operations;

import com.bananacards.money.Money;

import jakarta.persistence.Embeddable;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;

/** What an operation moves and what it costs. */
@Embeddable
record Price(@Nullable BigDecimal amount, @Nullable BigDecimal fee, String currency) {

    static @Nullable Price of(Intent intent) {
        String currency = intent.currency();
        return currency == null
                ? null
                : new Price(value(intent.amount()), value(intent.fee()), currency);
    }

    @Nullable
    Money money(@Nullable BigDecimal value) {
        return value == null ? null : new Money(value, currency);
    }

    private static @Nullable BigDecimal value(@Nullable Money money) {
        return money == null ? null : money.amount();
    }
}
