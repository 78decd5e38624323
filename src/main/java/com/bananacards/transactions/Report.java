package com.bananacards.transactions;

import com.bananacards.bananatech.IssuerFact.CardCloseResult;
import com.bananacards.bananatech.IssuerFact.CardCorrection;
import com.bananacards.bananatech.IssuerFact.CardRechargeResult;
import com.bananacards.bananatech.IssuerFact.TransactionCreated;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/**
 * What one fact says of one transaction, whichever event it came by.
 *
 * @param at when it was; of a result, when that came about, which may be later than the transaction
 * @param ofResult said by the result of the operation that made the transaction, and not of the transaction itself
 */
record Report(
        @Nullable Long issuerTransactionId,
        String type,
        @Nullable String status,
        BigDecimal amount,
        @Nullable String currency,
        @Nullable String merchant,
        @Nullable String description,
        @Nullable Instant at,
        boolean ofResult) {

    /** For a transaction that the issuer gives no type. */
    private static final String UNNAMED = "UNKNOWN";

    static Report of(TransactionCreated fact) {
        return new Report(
                fact.transactionId(),
                Objects.requireNonNullElse(fact.type(), UNNAMED),
                fact.status(),
                fact.amount(),
                fact.currency(),
                fact.merchant(),
                null,
                fact.at(),
                false);
    }

    static Report of(CardCorrection fact) {
        return new Report(
                fact.transactionId(),
                "CORRECTION",
                fact.status(),
                fact.amount(),
                fact.currency(),
                null,
                fact.description(),
                fact.at(),
                false);
    }

    static Report of(CardRechargeResult fact) {
        return new Report(
                fact.transactionId(),
                "RECHARGE",
                fact.result().name(),
                fact.received(),
                fact.currency(),
                null,
                null,
                fact.at(),
                true);
    }

    static Report of(CardCloseResult fact) {
        return new Report(
                fact.transactionId(),
                "REFUND",
                fact.result().name(),
                fact.refunded(),
                fact.currency(),
                null,
                null,
                fact.at(),
                true);
    }
}
