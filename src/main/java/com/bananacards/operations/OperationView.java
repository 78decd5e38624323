package com.bananacards.operations;

import com.bananacards.money.Money;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An operation as the API shows it. */
@RegisterForReflection
public record OperationView(
        UUID id,
        OperationKind kind,
        OperationStatus status,
        @JsonProperty("cardholder_id") UUID cardholderId,
        @JsonProperty("card_id") @Nullable UUID cardId,
        @Nullable String amount,
        @Nullable String fee,
        @Nullable String currency,
        @Nullable Reason reason,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("sent_at") @Nullable Instant sentAt,
        @JsonProperty("settled_at") @Nullable Instant settledAt,
        List<Evidence> evidence,
        List<String> warnings) {

    public static OperationView of(Operation operation) {
        return new OperationView(
                operation.id,
                operation.kind,
                operation.status,
                operation.cardholderId,
                operation.cardId,
                text(operation.amount()),
                text(operation.fee()),
                operation.price == null ? null : operation.price.currency(),
                operation.reason,
                operation.createdAt,
                operation.sentAt,
                operation.settledAt,
                operation.findings.evidence(),
                operation.findings.warnings());
    }

    private static @Nullable String text(@Nullable Money money) {
        return money == null ? null : money.text();
    }
}
