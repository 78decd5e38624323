package com.bananacards.challenges;

import com.bananacards.bananatech.IssuerFact.Card3ds;
import com.bananacards.cards.Card;
import com.bananacards.money.Money;
import com.bananacards.time.Ids;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** A 3DS challenge: a purchase that waits for the cardholder's word, for as long as the issuer says. */
@Entity
class Challenge extends PanacheEntityBase {

    @Id
    UUID id;

    @Column(name = "card_id")
    UUID cardId;

    @Column(name = "cardholder_id")
    UUID cardholderId;

    @Column(name = "issuer_challenge_id")
    String issuerChallengeId;

    @Enumerated(EnumType.STRING)
    ChallengeStatus status;

    @Nullable
    BigDecimal amount;

    @Nullable
    String currency;

    @Nullable
    String merchant;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "answering_until")
    @Nullable
    Instant answeringUntil;

    @Column(name = "answered_at")
    @Nullable
    Instant answeredAt;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Version
    int version;

    /** For Hibernate. */
    protected Challenge() {}

    /** @param lifetime for a challenge of which the issuer does not say how long it waits */
    Challenge(Card card, Card3ds fact, Duration lifetime, Instant now) {
        id = Ids.next();
        cardId = card.id();
        cardholderId = card.cardholderId();
        issuerChallengeId = fact.challengeId();
        status = ChallengeStatus.WAITING;
        amount = fact.amount();
        currency = fact.amount() == null
                ? null
                : Objects.requireNonNullElse(fact.currency(), card.currency());
        merchant = fact.merchant();
        expiresAt = fact.expiresAt() != null
                ? fact.expiresAt()
                : Objects.requireNonNullElse(fact.at(), now).plus(lifetime);
        createdAt = now;
        updatedAt = now;
    }

    /** Applies what happened; nothing else changes the status. */
    ChallengeTransition apply(ChallengeEvent event, Instant now) {
        ChallengeTransition transition = ChallengeLifecycle.next(status, event);
        if (transition instanceof ChallengeTransition.Moved(ChallengeStatus to)) {
            status = to;
            answeredAt = to == ChallengeStatus.EXPIRED ? null : now;
            updatedAt = now;
        }
        return transition;
    }

    /** The status that counts now: a waiting challenge expires whether or not anyone wrote it down. */
    ChallengeStatus statusAt(Instant now) {
        boolean late = status == ChallengeStatus.WAITING && !now.isBefore(expiresAt);
        return late ? ChallengeStatus.EXPIRED : status;
    }

    /** True while an answer is being sent. */
    boolean isBeingAnswered(Instant now) {
        return answeringUntil != null && now.isBefore(answeringUntil);
    }

    /** An answer is being sent until then. */
    void answering(Instant until) {
        answeringUntil = until;
    }

    /** The answer that was being sent ended, whichever way. */
    void answeringEnded() {
        answeringUntil = null;
    }

    @Nullable
    Money money() {
        return amount == null || currency == null ? null : new Money(amount, currency);
    }
}
