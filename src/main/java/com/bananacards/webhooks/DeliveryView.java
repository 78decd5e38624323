package com.bananacards.webhooks;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * A delivery as the operator sees it.
 *
 * @param payload what the issuer said, with card numbers and codes masked; null when it was purged
 */
@RegisterForReflection
public record DeliveryView(
        UUID id,
        String type,
        DeliveryStatus status,
        @Nullable String reason,
        Source source,
        int attempts,
        @JsonProperty("received_at") Instant receivedAt,
        @JsonProperty("applied_at") @Nullable Instant appliedAt,
        @JsonProperty("next_attempt_at") @Nullable Instant nextAttemptAt,
        @Schema(implementation = Object.class) @Nullable JsonNode payload) {

    static DeliveryView of(Delivery delivery, @Nullable JsonNode payload) {
        return new DeliveryView(
                delivery.id,
                delivery.type,
                delivery.status,
                delivery.reason,
                delivery.source,
                delivery.attempts,
                delivery.receivedAt,
                delivery.appliedAt,
                delivery.nextAttemptAt,
                payload);
    }
}
