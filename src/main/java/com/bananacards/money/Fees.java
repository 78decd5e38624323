package com.bananacards.money;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** What the issuer takes for moving money. Whether a template's number is an amount or a percentage is a setting. */
@Singleton
public class Fees {

    private static final int PERCENT_DECIMALS = 2;

    private final MoneyConfig config;

    @Inject
    Fees(MoneyConfig config) {
        this.config = config;
    }

    /** The fee on this amount; null where the template names none. A share of a cent is rounded half up. */
    public @Nullable Money on(Money amount, @Nullable BigDecimal rate) {
        if (rate == null) {
            return null;
        }
        BigDecimal fee = switch (config.feeKind()) {
            case FIXED -> rate;
            case PERCENT -> amount.amount().multiply(rate).movePointLeft(PERCENT_DECIMALS);
        };
        return rounded(fee, amount.currency());
    }

    /** A fee that is the same whatever the amount; null where the template names none. */
    public @Nullable Money flat(@Nullable BigDecimal fee) {
        return fee == null ? null : rounded(fee, config.defaultCurrency());
    }

    private static Money rounded(BigDecimal fee, String currency) {
        return new Money(fee.setScale(Money.decimals(currency), RoundingMode.HALF_UP), currency);
    }
}
