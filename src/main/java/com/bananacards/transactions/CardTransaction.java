package com.bananacards.transactions;

import com.bananacards.cards.Card;
import com.bananacards.money.Money;
import com.bananacards.time.Ids;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** A transaction as the issuer reported it, in its own words. */
@Entity
@Table(name = "card_transaction")
class CardTransaction extends PanacheEntityBase {

    @Id
    UUID id;

    @Column(name = "card_id")
    UUID cardId;

    @Column(name = "cardholder_id")
    UUID cardholderId;

    @Column(name = "issuer_transaction_id")
    @Nullable
    Long issuerTransactionId;

    String type;

    @Nullable
    String status;

    BigDecimal amount;

    String currency;

    @Nullable
    String merchant;

    @Nullable
    String description;

    @Column(name = "occurred_at")
    Instant occurredAt;

    /** What is known is what the result said of the operation that made it, and when. */
    @Column(name = "of_result")
    boolean ofResult;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Version
    int version;

    /** For Hibernate. */
    protected CardTransaction() {}

    CardTransaction(Card card, Report report, Instant now) {
        id = Ids.next();
        cardId = card.id();
        cardholderId = card.cardholderId();
        issuerTransactionId = report.issuerTransactionId();
        type = report.type();
        occurredAt = Objects.requireNonNullElse(report.at(), now);
        currency = Objects.requireNonNullElse(report.currency(), card.currency());
        amount = report.amount();
        createdAt = now;
        updatedAt = now;
        take(report, now);
    }

    boolean is(UUID card, Report report) {
        return cardId.equals(card)
                && report.issuerTransactionId() != null
                && report.issuerTransactionId().equals(issuerTransactionId)
                && type.equals(report.type());
    }

    /**
     * True when this report is older than what is known. What is said of the transaction itself is never older than a
     * result, whose time is a later one.
     */
    boolean isNewerThan(Report report) {
        return report.at() != null && report.at().isBefore(occurredAt) && !isFirstOfItself(report);
    }

    /** True when the report says nothing that is not known. Its own time is news where only a result's was known. */
    boolean says(Report report) {
        boolean sameTime = report.at() == null || report.at().equals(occurredAt);
        return Objects.equals(status, report.status())
                && amount.compareTo(report.amount()) == 0
                && (sameTime || !isFirstOfItself(report));
    }

    private boolean isFirstOfItself(Report report) {
        return ofResult && !report.ofResult();
    }

    /** Remembers who said it, when it says nothing new. */
    void hear(Report report) {
        ofResult &= report.ofResult();
    }

    /** Takes a later report of the same transaction. */
    void take(Report report, Instant now) {
        ofResult = report.ofResult();
        status = report.status();
        amount = report.amount();
        currency = Objects.requireNonNullElse(report.currency(), currency);
        merchant = report.merchant() == null ? merchant : report.merchant();
        description = report.description() == null ? description : report.description();
        occurredAt = Objects.requireNonNullElse(report.at(), occurredAt);
        updatedAt = now;
    }

    Money money() {
        return new Money(amount, currency);
    }
}
