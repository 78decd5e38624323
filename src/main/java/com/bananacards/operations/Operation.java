package com.bananacards.operations;

import com.bananacards.money.Money;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An accepted request that awaits its outcome. Committed before the issuer is called; what happens to it goes through
 * {@link #apply}, and nothing else changes its status.
 */
@Entity
public class Operation extends OperationTimes {

    /** The warning of one that waits for a second person. */
    static final String APPROVAL_REQUIRED = "approval_required";

    /** The warning of one in review that a first person decided. */
    static final String SECOND_PERSON_NEEDED = "second_person_needed";

    @Id
    UUID id;

    @Enumerated(EnumType.STRING)
    OperationKind kind;

    @Enumerated(EnumType.STRING)
    OperationStatus status;

    @Column(name = "cardholder_id")
    UUID cardholderId;

    @Column(name = "card_id")
    @Nullable
    UUID cardId;

    @Column(name = "template_id")
    @Nullable
    Long templateId;

    @Embedded
    @Nullable
    Price price;

    @Embedded
    @Nullable
    Reason reason;

    @JdbcTypeCode(SqlTypes.JSON)
    Findings findings;

    @Column(name = "issuer_ref")
    @Nullable
    Long issuerRef;

    @Column(name = "issuer_transaction_id")
    @Nullable
    Long issuerTransactionId;

    @Embedded
    @Nullable
    Baseline baseline;

    @Embedded
    @Nullable
    Proposal proposal;

    boolean counted;

    @Column(name = "needs_activation")
    @Nullable
    Boolean needsActivation;

    @Embedded
    @Nullable
    PanTrace pan;

    String caller;

    @Column(name = "request_id")
    @Nullable
    String requestId;

    /** The place in a trace under which it was asked for; null when that is not traced. */
    @Column(name = "traceparent")
    @Nullable
    String trace;

    @Version
    int version;

    protected Operation() {}

    Operation(
            UUID newId,
            Intent intent,
            @Nullable Baseline before,
            Origin origin,
            Instant now,
            Duration firstCheck) {
        id = newId;
        kind = intent.kind();
        status = OperationStatus.REQUESTED;
        cardholderId = intent.cardholderId();
        cardId = intent.cardId();
        templateId = intent.templateId();
        price = Price.of(intent);
        needsActivation = intent.needsActivation();
        baseline = before;
        pan = intent.pan();
        findings = new Findings(List.of(), intent.warnings());
        caller = origin.caller().subject();
        requestId = origin.requestId();
        trace = origin.trace();
        begins(now, now.plus(firstCheck));
    }

    /**
     * Applies what happened. A contradiction of a settled operation changes nothing here; the caller records it.
     *
     * @param nextCheck when settlement looks again, should the operation stay open
     */
    public Transition apply(OperationEvent event, Instant now, Instant nextCheck) {
        Transition transition = OperationLifecycle.next(status, event);
        if (transition instanceof Transition.Moved moved) {
            moveTo(moved.to(), event, now, nextCheck);
        }
        return transition;
    }

    private void moveTo(OperationStatus to, OperationEvent event, Instant now, Instant nextCheck) {
        status = to;
        isNow(to, now, nextCheck);
        findings = findings.without(APPROVAL_REQUIRED).without(SECOND_PERSON_NEEDED);
        reason = to == OperationStatus.FAILED ? event.reason() : reason;
    }

    /**
     * False for what the issuer took: it may carry that out whenever it likes, and whoever repeats it pays twice. A closure
     * can be repeated, for nothing is closed twice.
     */
    public boolean canBeCalledNotDone() {
        return status == OperationStatus.UNKNOWN || kind == OperationKind.CARD_CLOSE;
    }

    /** True when it failed by what was concluded here, or by a person's word, and not by the issuer's. */
    public boolean wasCalledFailed() {
        return status == OperationStatus.FAILED && reason != null && reason.wasConcluded();
    }

    /** True when the issuer itself said so, by webhook or in its records of them. */
    public boolean issuerSaid(String result) {
        return findings.issuerSaid(result);
    }

    /** Adds what a witness said; a witness that says the same again adds nothing. */
    public void witness(String witness, String says, Instant at) {
        findings = findings.with(new Evidence(witness, says, at, null));
    }

    /** Keeps what witnesses say now. @return false when they said the same before */
    boolean hears(List<Testimony> testimonies, Instant at) {
        boolean news = !findings.knows(testimonies);
        findings = findings.with(testimonies, at);
        return news;
    }

    /** Marks something that the caller should know. */
    public void warn(String warning) {
        findings = findings.with(warning);
    }

    /** It is not sent before a second person approved it. */
    void holdForApproval(Instant until) {
        hold(until);
        warn(APPROVAL_REQUIRED);
    }

    /** A second person approved it: it begins now, and this is what there is before it does. */
    void approved(Instant now, Instant nextCheck, @Nullable Baseline before) {
        beginsAnew(now, nextCheck);
        baseline = before;
        findings = findings.without(APPROVAL_REQUIRED);
        witness("operator", "APPROVED", now);
    }

    /** A first person decided; it stays in review. */
    void propose(Proposal decision) {
        proposal = decision;
        warn(SECOND_PERSON_NEEDED);
    }

    /** The call was made; this is when, and the number by which the answer referred to it. */
    void sent(Instant at, @Nullable Long ref) {
        sentAt = at;
        if (ref != null) {
            issuerRef = ref;
        }
    }

    /** Evidence shows by which number the issuer knows the card; the answer may have named another one. */
    public void knownAs(long issuerCardId) {
        if (issuerRef != null && issuerRef != issuerCardId) {
            warn("issuer_card_id_differs");
        }
        issuerRef = issuerCardId;
    }

    /** The issuer's transaction that carried it out, or tried to. */
    public void carriedOutBy(@Nullable Long transactionId) {
        issuerTransactionId = transactionId == null ? issuerTransactionId : transactionId;
    }

    /** The card that came of it. */
    public void madeCard(UUID card) {
        cardId = card;
    }

    public UUID id() {
        return id;
    }

    public OperationKind kind() {
        return kind;
    }

    public OperationStatus status() {
        return status;
    }

    public UUID cardholderId() {
        return cardholderId;
    }

    public @Nullable UUID cardId() {
        return cardId;
    }

    public @Nullable Long templateId() {
        return templateId;
    }

    public @Nullable Long issuerRef() {
        return issuerRef;
    }

    public @Nullable Long issuerTransactionId() {
        return issuerTransactionId;
    }

    /** True when the card that comes of it has to be activated. */
    public boolean needsActivation() {
        return Boolean.TRUE.equals(needsActivation);
    }

    public @Nullable Money amount() {
        return price == null ? null : price.money(price.amount());
    }

    public @Nullable Money fee() {
        return price == null ? null : price.money(price.fee());
    }

    /** What there was before money was asked to move; null when that was not read. */
    public @Nullable Baseline baseline() {
        return baseline;
    }

    /** Its amount has come into the card's balance. @return false when it had before */
    public boolean entersBalance() {
        boolean news = !counted;
        counted = true;
        return news;
    }

    /** The place in a trace under which it was asked for; null when that is not traced. */
    public @Nullable String trace() {
        return trace;
    }

    public @Nullable PanTrace pan() {
        return pan;
    }
}
