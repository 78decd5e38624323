package com.bananacards.cards;

import com.bananacards.money.Money;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/** A card as the API shows it: of its number nothing but the last four digits. */
@RegisterForReflection
public record CardView(
        UUID id,
        @JsonProperty("issuer_card_id") long issuerCardId,
        @JsonProperty("cardholder_id") UUID cardholderId,
        @JsonProperty("template_id") long templateId,
        CardType type,
        CardStatus status,
        @Nullable String last4,
        String currency,
        Balance balance,
        @JsonProperty("open_operation") @Nullable OpenOperation openOperation,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("activated_at") @Nullable Instant activatedAt,
        @JsonProperty("closed_at") @Nullable Instant closedAt,
        @JsonProperty("updated_at") Instant updatedAt) {

    /** The last known balance. */
    @RegisterForReflection
    public record Balance(
            String total,
            String available,
            @JsonProperty("as_of") @Nullable Instant asOf) {}

    /** The operation that is in the way of another. */
    @RegisterForReflection
    public record OpenOperation(UUID id, OperationKind kind) {}

    public static CardView of(Card card, @Nullable Operation open) {
        return new CardView(
                card.id,
                card.issuerCardId,
                card.cardholderId,
                card.templateId,
                card.type,
                card.status,
                card.last4,
                card.currency,
                new Balance(
                        new Money(card.balanceTotal, card.currency).text(),
                        new Money(card.balanceAvailable, card.currency).text(),
                        card.balanceAt),
                open == null || open.status().isSettled()
                        ? null
                        : new OpenOperation(open.id(), open.kind()),
                card.createdAt,
                card.activatedAt,
                card.closedAt,
                card.updatedAt);
    }
}
