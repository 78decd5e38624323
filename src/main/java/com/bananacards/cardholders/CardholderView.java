package com.bananacards.cardholders;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/** A cardholder as the API shows them. */
@RegisterForReflection
public record CardholderView(
        UUID id,
        @JsonProperty("issuer_user_id") @Nullable Long issuerUserId,
        String email,
        CardholderStatus status,
        @Nullable String reason,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("updated_at") Instant updatedAt) {

    static CardholderView of(Cardholder cardholder) {
        return new CardholderView(
                cardholder.id,
                cardholder.issuerUserId,
                cardholder.email,
                cardholder.status,
                cardholder.reason,
                cardholder.createdAt,
                cardholder.updatedAt);
    }
}
