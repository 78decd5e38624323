package com.bananacards.funding;

import com.bananacards.money.Money;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** The merchant's own account as it was at a time. */
record Account(Money balance, Instant asOf) {

    /** True when it is known to hold less than both together. Another currency says nothing. */
    boolean isShortOf(Money amount, @Nullable Money fee) {
        if (!amount.currency().equals(balance.currency())) {
            return false;
        }
        Money total = fee == null ? amount : amount.plus(fee);
        return balance.compareTo(total) < 0;
    }
}
