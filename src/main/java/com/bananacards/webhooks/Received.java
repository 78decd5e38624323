package com.bananacards.webhooks;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/** How a delivery stands, wherever it is read. */
@MappedSuperclass
abstract class Received extends PanacheEntityBase {

    @Id
    UUID id;

    String type;

    @Enumerated(EnumType.STRING)
    DeliveryStatus status;

    @Nullable
    String reason;

    @Enumerated(EnumType.STRING)
    Source source;

    @Column(name = "issuer_card_id")
    @Nullable
    Long issuerCardId;

    @Column(name = "issuer_user_id")
    @Nullable
    Long issuerUserId;

    int attempts;

    @Column(name = "received_at")
    Instant receivedAt;

    @Column(name = "next_attempt_at")
    @Nullable
    Instant nextAttemptAt;

    /** False for what has had its effect, or had it before. */
    boolean isWaiting() {
        return status == DeliveryStatus.PARKED || status == DeliveryStatus.STORED;
    }
}
