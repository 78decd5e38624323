package com.bananacards.guard;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What counts already when another amount is asked for: all that was asked for and has not failed, held or not.
 *
 * @param byCard today, on this card; zero while there is no card
 * @param byCardholder today, on all of the cardholder's cards
 * @param byMerchant today, in all; zero where that is not limited
 * @param recharges of this card within the last hour, those that were never sent left out
 * @param doubtEnded when the card's last operation of unknown outcome was settled; null when there is none
 */
record Spent(
        BigDecimal byCard,
        BigDecimal byCardholder,
        BigDecimal byMerchant,
        long recharges,
        @Nullable Instant doubtEnded) {

    /** Where nothing is counted because nothing is limited. */
    static final Spent NOTHING =
            new Spent(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, 0, null);
}
