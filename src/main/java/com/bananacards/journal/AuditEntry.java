package com.bananacards.journal;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One entry of the audit trail.
 *
 * @param position grows with time; give it back as {@code after} to go on with older ones
 * @param actor the token's subject; null when nobody is known to have done it
 */
public record AuditEntry(
        long position,
        Instant at,
        String kind,
        String summary,
        @Nullable String actor,
        @JsonProperty("request_id") @Nullable String requestId,
        @JsonProperty("cardholder_id") @Nullable UUID cardholderId,
        @JsonProperty("card_id") @Nullable UUID cardId,
        @JsonProperty("operation_id") @Nullable UUID operationId,
        @JsonProperty("delivery_id") @Nullable UUID deliveryId,
        Map<String, Object> data) {}
