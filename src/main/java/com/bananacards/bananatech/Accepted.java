package com.bananacards.bananatech;

import org.jspecify.annotations.Nullable;

/**
 * The issuer took a request; its outcome comes later.
 *
 * @param userId the user that the answer named, if it did
 * @param cardId the number that the answer called {@code card_id}, if it did: it may stand for the card or for the
 *     operation only, the issuer's documents contradict each other
 */
public record Accepted(@Nullable Long userId, @Nullable Long cardId) {}
