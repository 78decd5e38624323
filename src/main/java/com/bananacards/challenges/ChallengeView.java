package com.bananacards.challenges;

import com.bananacards.money.Money;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/** A challenge as the API shows it. */
@RegisterForReflection
record ChallengeView(
        UUID id,
        @JsonProperty("card_id") UUID cardId,
        ChallengeStatus status,
        @Nullable String amount,
        @Nullable String currency,
        @Nullable String merchant,
        @JsonProperty("expires_at") Instant expiresAt) {

    static ChallengeView of(Challenge challenge, Instant now) {
        Money money = challenge.money();
        return new ChallengeView(
                challenge.id,
                challenge.cardId,
                challenge.statusAt(now),
                money == null ? null : money.text(),
                challenge.currency,
                challenge.merchant,
                challenge.expiresAt);
    }
}
