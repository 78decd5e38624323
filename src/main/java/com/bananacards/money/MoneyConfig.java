package com.bananacards.money;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the issuer's documents leave open about money. */
@ConfigMapping(prefix = "funding")
public interface MoneyConfig {

    /** Currency of amounts for which the issuer names none. */
    @WithDefault("USD")
    String defaultCurrency();

    /** What a template's recharge and refund fees are. */
    @WithDefault("fixed")
    FeeKind feeKind();

    /** An amount, or a percentage of the amount. */
    enum FeeKind {
        FIXED,
        PERCENT
    }
}
