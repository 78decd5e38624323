package com.bananacards.webhooks;

import com.bananacards.sensitive.Sealed;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A delivery of the issuer's as it came, its payload sealed, and how it stands. To be read: it is written once, by SQL of
 * the inbox.
 */
@Entity
@Immutable
@Table(name = "delivery_now")
class Delivery extends Received {

    byte @Nullable [] payload;

    @Column(name = "payload_key")
    @Nullable
    String payloadKey;

    @Column(name = "request_id")
    @Nullable
    String requestId;

    @Column(name = "applied_at")
    @Nullable
    Instant appliedAt;

    /** For Hibernate. */
    protected Delivery() {}

    /** The payload as it was sealed, or null when it was purged. */
    @Nullable
    Sealed sealed() {
        return payload == null || payloadKey == null ? null : new Sealed(payloadKey, payload);
    }
}
