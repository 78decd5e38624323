package com.bananacards.cards;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What is known of a card's money. Pure. Two kinds of news: a balance as it is, of which the newest wins, and an
 * amount that arrived, which only a balance that is as new contains already. An amount is told once: whoever tells it
 * sees to that.
 *
 * @param statedAt the issuer's time of the newest balance; null before the first
 * @param at the issuer's time of the newest news of both kinds; null before the first
 */
record CardBalance(
        BigDecimal total,
        BigDecimal available,
        @Nullable Instant statedAt,
        @Nullable Instant at) {

    boolean knowsNewerThan(Instant time) {
        return at != null && time.isBefore(at);
    }

    /** The balance as the issuer states it; what is older than any news changes nothing. */
    CardBalance stated(BigDecimal newTotal, BigDecimal newAvailable, Instant time) {
        return knowsNewerThan(time) ? this : new CardBalance(newTotal, newAvailable, time, time);
    }

    /** An amount that reached the card. */
    CardBalance received(BigDecimal amount, Instant time) {
        boolean contained = statedAt != null && !time.isAfter(statedAt);
        return contained
                ? this
                : new CardBalance(total.add(amount), available.add(amount), statedAt, newest(time));
    }

    /** Nothing is left: what a closure leaves. */
    CardBalance emptied(Instant time) {
        Instant newest = newest(time);
        return new CardBalance(BigDecimal.ZERO, BigDecimal.ZERO, newest, newest);
    }

    private Instant newest(Instant time) {
        return at != null && time.isBefore(at) ? at : time;
    }
}
