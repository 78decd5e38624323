package com.bananacards.webhooks;

import com.bananacards.sensitive.Sealed;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * A delivery of the issuer's as it came, its payload sealed, and how it stands. To be read: it is written once, by SQL of
 * the inbox.
 */
@Entity
@Immutable
@Table(name = "delivery_now")
class Delivery extends PanacheEntityBase {

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

    byte @Nullable [] payload;

    @Column(name = "payload_key")
    @Nullable
    String payloadKey;

    int attempts;

    @Column(name = "request_id")
    @Nullable
    String requestId;

    @Column(name = "received_at")
    Instant receivedAt;

    @Column(name = "applied_at")
    @Nullable
    Instant appliedAt;

    @Column(name = "next_attempt_at")
    @Nullable
    Instant nextAttemptAt;

    /** For Hibernate. */
    protected Delivery() {}

    /** The payload as it was sealed, or null when it was purged. */
    @Nullable
    Sealed sealed() {
        return payload == null || payloadKey == null ? null : new Sealed(payloadKey, payload);
    }
}
