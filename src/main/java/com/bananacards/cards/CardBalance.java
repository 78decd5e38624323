package com.bananacards.cards;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What is known of a card's money. Pure. Two kinds of news: a balance as it is, of which the newest wins, and an
 * amount that arrived, which a balance that is as new contains already. So each order of the same news ends alike.
 *
 * @param at the issuer's time of the newest news; null before the first
 */
record CardBalance(
        BigDecimal total, BigDecimal available, @Nullable Instant at) {

    boolean knowsNewerThan(Instant time) {
        return at != null && time.isBefore(at);
    }

    /** The balance as the issuer states it; what is older changes nothing. */
    CardBalance stated(BigDecimal newTotal, BigDecimal newAvailable, Instant time) {
        return knowsNewerThan(time) ? this : new CardBalance(newTotal, newAvailable, time);
    }

    /** An amount that reached the card. */
    CardBalance received(BigDecimal amount, Instant time) {
        boolean contained = at != null && !time.isAfter(at);
        return contained ? this : new CardBalance(total.add(amount), available.add(amount), time);
    }

    /** Nothing is left: what a closure leaves. */
    CardBalance emptied(Instant time) {
        return new CardBalance(BigDecimal.ZERO, BigDecimal.ZERO, knowsNewerThan(time) ? at : time);
    }
}
