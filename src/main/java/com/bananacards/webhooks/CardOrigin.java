package com.bananacards.webhooks;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Where a card comes from that was before this database was.
 *
 * @param templateId null where nobody remembers it
 * @param foundAt what happened to the card before this is the past
 */
public record CardOrigin(
        long cardId,
        long userId,
        @Nullable Long templateId,
        boolean needsActivation,
        Instant foundAt) {}
