package com.bananacards.cards;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * All that the lifecycle looks at.
 *
 * @param factAt the issuer's time of the newest fact applied; null when nothing with a time was
 */
public record CardState(CardStatus status, @Nullable Instant factAt) {

    boolean knowsNewerThan(Instant at) {
        return factAt != null && at.isBefore(factAt);
    }

    boolean knows(Instant at) {
        return at.equals(factAt);
    }
}
