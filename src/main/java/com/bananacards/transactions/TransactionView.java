package com.bananacards.transactions;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/** A transaction as the API shows it; type and status are the issuer's own words. */
@RegisterForReflection
record TransactionView(
        UUID id,
        @JsonProperty("issuer_transaction_id") @Nullable Long issuerTransactionId,
        @JsonProperty("card_id") UUID cardId,
        String type,
        @Nullable String status,
        String amount,
        String currency,
        @Nullable String merchant,
        @JsonProperty("occurred_at") Instant occurredAt) {

    static TransactionView of(CardTransaction transaction) {
        return new TransactionView(
                transaction.id,
                transaction.issuerTransactionId,
                transaction.cardId,
                transaction.type,
                transaction.status,
                transaction.money().text(),
                transaction.currency,
                transaction.merchant,
                transaction.occurredAt);
    }
}
