package com.bananacards.bananatech;

import com.bananacards.sensitive.Pan;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What the issuer said has happened. Times are the issuer's; amounts are in {@code currency} where it named one.
 *
 * <p>Source: page {@code /webhook-event-types}; a null is a member that the issuer did not send.
 */
public sealed interface IssuerFact {

    /** How the issuer ended a request. */
    enum Result {
        SUCCESS,
        FAILED
    }

    /** The issuer's card number of the subject, if it has one: an id, not a PAN. */
    default @Nullable Long card() {
        return null;
    }

    /** The issuer's user number of the subject, if it was named. */
    default @Nullable Long user() {
        return null;
    }

    /** When it happened, by the issuer's clock. */
    default @Nullable Instant at() {
        return null;
    }

    /** How a request ended, of a fact that says so. */
    default @Nullable Result result() {
        return null;
    }

    /**
     * True when it has no card number and none of the issuer's words, which may quote a code or a PIN: such a one may be
     * kept for a moment.
     */
    default boolean isWordless() {
        return switch (this) {
            case CardBalanceChange _ -> true;
            case CardApplyResult fact -> fact.reason() == null;
            case CardActivateResult fact -> fact.pan() == null && fact.reason() == null;
            case CardAssignResult fact -> fact.reason() == null;
            case CardStatusChange fact -> fact.reason() == null;
            case CardRechargeResult fact -> fact.reason() == null;
            case CardCloseResult fact -> fact.reason() == null;
            case UserCreateResult _,
                    TransactionCreated _,
                    CardCorrection _,
                    Card3ds _,
                    CardVerification _ -> false;
        };
    }

    /** A KYC decision. */
    record UserCreateResult(
            Long user,
            boolean approved,
            @Nullable String message,
            @Nullable Instant at) implements IssuerFact {}

    /** A virtual card was made, or not. */
    record CardApplyResult(
            Long templateId,
            Long user,
            @Nullable Long card,
            Result result,
            @Nullable String reason,
            Instant at)
            implements IssuerFact {}

    /** A card was activated, or not. */
    record CardActivateResult(
            Long card,
            @Nullable Pan pan,
            Result result,
            @Nullable String reason,
            Instant at) implements IssuerFact {}

    /** A physical card was assigned, or not. A success may name no user, a failure names no card. */
    record CardAssignResult(
            @Nullable Long card,
            @Nullable Long user,
            Result result,
            @Nullable String reason,
            Instant at)
            implements IssuerFact {}

    /** A card was locked or unlocked, or was to be. */
    record CardStatusChange(
            Long card,
            Result result,
            boolean locked,
            @Nullable String reason,
            Instant at) implements IssuerFact {}

    /** Money reached a card, or did not. */
    record CardRechargeResult(
            Long card,
            @Nullable Long transactionId,
            BigDecimal received,
            Result result,
            @Nullable String currency,
            @Nullable String reason,
            Instant at)
            implements IssuerFact {}

    /** A card was closed and its balance returned, or not. */
    record CardCloseResult(
            Long card,
            @Nullable Long transactionId,
            BigDecimal refunded,
            Result result,
            @Nullable String currency,
            @Nullable String reason,
            @Nullable Instant at)
            implements IssuerFact {}

    /** Something was spent, refused or given back. */
    record TransactionCreated(
            Long card,
            Long transactionId,
            @Nullable String type,
            @Nullable String status,
            BigDecimal amount,
            @Nullable String currency,
            @Nullable String merchant,
            @Nullable Instant at)
            implements IssuerFact {}

    /** The issuer put an amount right. */
    record CardCorrection(
            Long card,
            @Nullable Long transactionId,
            @Nullable String status,
            BigDecimal amount,
            @Nullable String currency,
            @Nullable String description,
            @Nullable Instant at)
            implements IssuerFact {}

    /** A 3DS challenge waits for the cardholder's answer. */
    record Card3ds(
            Long card,
            String challengeId,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable String merchant,
            @Nullable Instant expiresAt,
            @Nullable Instant at)
            implements IssuerFact {}

    /** A wallet asks for a one-time code. The code itself is not read: it stays in the sealed payload until it expires. */
    record CardVerification(
            Long card,
            @Nullable String wallet,
            @Nullable Instant expiresAt,
            @Nullable Instant at) implements IssuerFact {}

    /** The balance as it is now. */
    record CardBalanceChange(
            Long card,
            BigDecimal total,
            BigDecimal available,
            @Nullable String currency,
            @Nullable Instant at)
            implements IssuerFact {}
}
