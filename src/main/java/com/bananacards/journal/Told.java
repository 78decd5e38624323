package com.bananacards.journal;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * A committed line, as those who follow the journal get it: in commit order, each once per replica.
 *
 * @param event name on the event stream; null for what is not streamed, and when nobody waits for what lines say
 * @param body the streamed JSON; null without an event
 */
public record Told(
        String position,
        String kind,
        @Nullable UUID cardholderId,
        @Nullable UUID cardId,
        @Nullable UUID operationId,
        @Nullable Long issuerCardId,
        @Nullable Long issuerUserId,
        @Nullable String event,
        @Nullable String body) {}
