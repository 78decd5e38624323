package com.bananacards.cardholders;

import com.bananacards.time.Ids;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/** A person who holds cards, or wants to. What the issuer asked about them for KYC is not kept. */
@Entity
public class Cardholder extends PanacheEntityBase {

    @Id
    UUID id;

    @Column(name = "issuer_user_id")
    @Nullable
    Long issuerUserId;

    String email;

    @Column(name = "template_id")
    long templateId;

    @Enumerated(EnumType.STRING)
    CardholderStatus status;

    @Nullable
    String reason;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Version
    int version;

    /** For Hibernate. */
    protected Cardholder() {}

    Cardholder(String email, long templateId, Instant now) {
        this.id = Ids.next();
        this.email = email;
        this.templateId = templateId;
        this.status = CardholderStatus.PENDING;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** A cardholder whom the issuer lists and nobody here knows. */
    static Cardholder restored(
            long userId, String email, @Nullable Long templateId, Instant createdAt) {
        Cardholder cardholder =
                new Cardholder(email, templateId == null ? 0 : templateId, createdAt);
        cardholder.id = Ids.at(createdAt);
        cardholder.issuerUserId = userId;
        return cardholder;
    }

    /** Applies what happened; nothing else changes the status. */
    CardholderTransition apply(CardholderEvent event, Instant now) {
        CardholderTransition transition = CardholderLifecycle.next(status, event);
        if (transition instanceof CardholderTransition.Moved moved) {
            status = moved.to();
            reason = event instanceof CardholderEvent.Rejected(String why) ? why : null;
            updatedAt = now;
        }
        return transition;
    }

    /** The issuer's number, once it is known. */
    void knownToIssuerAs(long userId, Instant now) {
        issuerUserId = userId;
        updatedAt = now;
    }

    public UUID id() {
        return id;
    }

    public @Nullable Long issuerUserId() {
        return issuerUserId;
    }

    public boolean isApproved() {
        return status == CardholderStatus.APPROVED;
    }

    public CardholderStatus status() {
        return status;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** The template they registered for; 0 where nobody remembers it. */
    public long templateId() {
        return templateId;
    }

    public String email() {
        return email;
    }
}
