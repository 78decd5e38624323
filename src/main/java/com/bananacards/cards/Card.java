package com.bananacards.cards;

import com.bananacards.bananatech.CardRef;
import com.bananacards.money.Money;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.PanTrace;
import com.bananacards.operations.SeenPan;
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
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A card as the issuer has confirmed it. Of its number the last four digits and a keyed fingerprint are kept. */
@Entity
public class Card extends PanacheEntityBase {

    @Id
    UUID id;

    @Column(name = "issuer_card_id")
    long issuerCardId;

    @Column(name = "cardholder_id")
    UUID cardholderId;

    @Column(name = "template_id")
    long templateId;

    @Enumerated(EnumType.STRING)
    CardType type;

    @Enumerated(EnumType.STRING)
    CardStatus status;

    @Column(name = "fact_at")
    @Nullable
    Instant factAt;

    @Nullable
    String last4;

    @Column(name = "pan_fingerprint")
    byte @Nullable [] panFingerprint;

    @Column(name = "pan_key")
    @Nullable
    String panKey;

    String currency;

    @Column(name = "balance_total")
    BigDecimal balanceTotal;

    @Column(name = "balance_available")
    BigDecimal balanceAvailable;

    @Column(name = "balance_at")
    @Nullable
    Instant balanceAt;

    @Column(name = "balance_stated_at")
    @Nullable
    Instant balanceStatedAt;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "activated_at")
    @Nullable
    Instant activatedAt;

    @Column(name = "closed_at")
    @Nullable
    Instant closedAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Version
    int version;

    /** Something was changed since it was read or written: {@link CardRows} writes it. */
    private transient boolean changed;

    /** For Hibernate. */
    protected Card() {}

    /** A card that came of an operation of ours. */
    static Card madeBy(
            Operation operation,
            long issuerCardId,
            CardStatus status,
            Instant factAt,
            String currency,
            Instant now) {
        Card card = new Card();
        card.id = Ids.next();
        card.issuerCardId = issuerCardId;
        card.cardholderId = operation.cardholderId();
        card.templateId = operation.templateId() == null ? 0 : operation.templateId();
        card.type = operation.kind() == OperationKind.CARD_ASSIGN
                ? CardType.PHYSICAL
                : CardType.VIRTUAL;
        card.status = status;
        card.factAt = factAt;
        card.currency = currency;
        Money deposit = operation.kind() == OperationKind.CARD_APPLY ? operation.amount() : null;
        card.takeBalance(new CardBalance(BigDecimal.ZERO, BigDecimal.ZERO, null, null));
        if (deposit != null) {
            card.takeBalance(card.known().received(deposit.amount(), factAt));
        }
        card.createdAt = now;
        card.updatedAt = now;
        card.activatedAt = status == CardStatus.ACTIVE ? now : null;
        card.hasNumber(operation.pan());
        return card;
    }

    /** Applies what happened; nothing else changes the status. */
    CardTransition apply(CardEvent event, Instant now) {
        CardTransition transition = CardLifecycle.next(new CardState(status, factAt), event);
        if (transition instanceof CardTransition.Moved(CardStatus to)) {
            changed = true;
            status = to;
            factAt = factAt != null && factAt.isAfter(event.at()) ? factAt : event.at();
            updatedAt = now;
            activatedAt = to == CardStatus.ACTIVE && activatedAt == null ? now : activatedAt;
            if (to == CardStatus.CLOSED) {
                closedAt = now;
                takeBalance(known().emptied(event.at()));
            }
        }
        return transition;
    }

    /** The issuer states the balance. @return false when a newer one is known */
    public boolean states(BigDecimal total, BigDecimal available, Instant at, Instant now) {
        return changesTo(known().stated(total, available, at), now);
    }

    /** Money reached the card. @return false when the known balance contains it already */
    public boolean receives(Money amount, Instant at, Instant now) {
        return changesTo(known().received(amount.amount(), at), now);
    }

    /** True when amounts in this currency are the card's; a card without any takes the first one it hears of. */
    public boolean isIn(@Nullable String named) {
        if (named == null || named.equals(currency)) {
            return true;
        }
        if (balanceAt != null) {
            return false;
        }
        currency = named;
        changed = true;
        return true;
    }

    private CardBalance known() {
        return new CardBalance(balanceTotal, balanceAvailable, balanceStatedAt, balanceAt);
    }

    private boolean changesTo(CardBalance next, Instant now) {
        if (next.equals(known())) {
            return false;
        }
        takeBalance(next);
        updatedAt = now;
        return true;
    }

    private void takeBalance(CardBalance next) {
        changed = true;
        balanceTotal = next.total();
        balanceAvailable = next.available();
        balanceStatedAt = next.statedAt();
        balanceAt = next.at();
    }

    /** Takes the number's trace; one under an older key, or a key that is gone, is made anew so. */
    void hasNumber(@Nullable PanTrace pan) {
        if (pan != null) {
            changed = true;
            last4 = pan.last4();
            panFingerprint = pan.fingerprint();
            panKey = pan.keyId();
        }
    }

    /** True when it has to be written. */
    boolean isChanged() {
        return changed;
    }

    void isWritten() {
        version++;
        changed = false;
    }

    /** True when another number than this one is known of the card. A trace whose key is gone says nothing. */
    boolean hasOtherNumberThan(SeenPan pan) {
        boolean comparable = panKey == null || pan.isComparableUnder(panKey);
        return panFingerprint != null && comparable && !pan.is(panFingerprint);
    }

    /** The kinds of operation that this status allows. */
    public List<OperationKind> allowed() {
        return switch (status) {
            case TBA -> List.of(OperationKind.CARD_ACTIVATE);
            case ACTIVE ->
                List.of(
                        OperationKind.CARD_LOCK,
                        OperationKind.CARD_RECHARGE,
                        OperationKind.CARD_CLOSE);
            case LOCKED -> List.of(OperationKind.CARD_UNLOCK);
            case CLOSED -> List.of();
        };
    }

    public UUID id() {
        return id;
    }

    public UUID cardholderId() {
        return cardholderId;
    }

    public long issuerCardId() {
        return issuerCardId;
    }

    public CardType type() {
        return type;
    }

    public CardStatus status() {
        return status;
    }

    /** The last known balance. */
    public Money balance() {
        return new Money(balanceTotal, currency);
    }

    /** What of it can be spent. */
    public Money available() {
        return new Money(balanceAvailable, currency);
    }

    /** The issuer's time of the last known balance; null when none was ever heard. */
    public @Nullable Instant balanceAt() {
        return balanceAt;
    }

    public String currency() {
        return currency;
    }

    public long templateId() {
        return templateId;
    }

    /** The card as the issuer names it. */
    public CardRef ref(long issuerUserId) {
        return new CardRef(issuerUserId, issuerCardId);
    }
}
