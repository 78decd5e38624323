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
 * @param why why it is where it is, in plain words
 * @param forAPerson true when it is parked and nothing tries it again by itself
 * @param cardId our card of that number; null when there is none, or it names none
 * @param payload what the issuer said, with card numbers and codes masked; null when it was purged
 */
@RegisterForReflection
public record DeliveryView(
        UUID id,
        String type,
        DeliveryStatus status,
        @Nullable String reason,
        String why,
        @JsonProperty("for_a_person") boolean forAPerson,
        Source source,
        int attempts,
        @JsonProperty("received_at") Instant receivedAt,
        @JsonProperty("applied_at") @Nullable Instant appliedAt,
        @JsonProperty("next_attempt_at") @Nullable Instant nextAttemptAt,
        @JsonProperty("issuer_card_id") @Nullable Long issuerCardId,
        @JsonProperty("issuer_user_id") @Nullable Long issuerUserId,
        @JsonProperty("card_id") @Nullable UUID cardId,
        @JsonProperty("request_id") @Nullable String requestId,
        @Schema(implementation = Object.class) @Nullable JsonNode payload) {

    static DeliveryView of(Delivery delivery, @Nullable UUID cardId, @Nullable JsonNode payload) {
        return new DeliveryView(
                delivery.id,
                delivery.type,
                delivery.status,
                delivery.reason,
                ParkedWords.why(delivery),
                delivery.status == DeliveryStatus.PARKED && delivery.nextAttemptAt == null,
                delivery.source,
                delivery.attempts,
                delivery.receivedAt,
                delivery.appliedAt,
                delivery.nextAttemptAt,
                delivery.issuerCardId,
                delivery.issuerUserId,
                cardId,
                delivery.requestId,
                payload);
    }
}
