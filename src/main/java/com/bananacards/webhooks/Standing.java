package com.bananacards.webhooks;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * A delivery that may be searched for by its status: any that was not simply applied. As long as it waits, its row
 * is locked by who changes it. Rows come and go with the deliveries, by SQL of the inbox.
 */
@Entity
@Table(name = "delivery_by_status")
class Standing extends PanacheEntityBase {

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

    int attempts;

    @Column(name = "next_attempt_at")
    @Nullable
    Instant nextAttemptAt;

    @Column(name = "received_at")
    Instant receivedAt;

    /** For Hibernate. */
    protected Standing() {}
}
