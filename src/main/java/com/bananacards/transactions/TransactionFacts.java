package com.bananacards.transactions;

import com.bananacards.bananatech.IssuerFact.CardCloseResult;
import com.bananacards.bananatech.IssuerFact.CardCorrection;
import com.bananacards.bananatech.IssuerFact.CardRechargeResult;
import com.bananacards.bananatech.IssuerFact.Result;
import com.bananacards.bananatech.IssuerFact.TransactionCreated;
import com.bananacards.cards.Card;
import com.bananacards.cards.CardLines;
import com.bananacards.cards.Scene;
import com.bananacards.operations.Applied;
import com.bananacards.operations.Telling;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Writes down what the issuer's facts say of transactions. In memory only. */
public final class TransactionFacts {

    private static final String CREATED = "transaction.created";
    private static final String UPDATED = "transaction.updated";

    private TransactionFacts() {}

    /** Something was spent, declined or given back. */
    public static Applied apply(
            TransactionCreated fact, Scene scene, Statement statement, Telling telling) {
        return report(scene.card(fact.card()), Report.of(fact), statement, telling);
    }

    /** The issuer put an amount right. What the card holds after it comes as a balance. */
    public static Applied apply(
            CardCorrection fact, Scene scene, Statement statement, Telling telling) {
        return report(scene.card(fact.card()), Report.of(fact), statement, telling);
    }

    /** A recharge that has a transaction stands in the statement too. */
    public static void note(
            CardRechargeResult fact, Scene scene, Statement statement, Telling telling) {
        if (fact.result() == Result.SUCCESS && fact.transactionId() != null) {
            report(scene.card(fact.card()), Report.of(fact), statement, telling);
        }
    }

    /** So does the refund of a closure. */
    public static void note(
            CardCloseResult fact, Scene scene, Statement statement, Telling telling) {
        if (fact.result() == Result.SUCCESS && fact.transactionId() != null) {
            report(scene.card(fact.card()), Report.of(fact), statement, telling);
        }
    }

    private static Applied report(
            @Nullable Card card, Report report, Statement statement, Telling telling) {
        if (card == null) {
            return Applied.parked("unknown_card");
        }
        CardTransaction known = statement.find(card, report);
        if (known == null) {
            CardTransaction made = new CardTransaction(card, report, telling.now());
            statement.made(made);
            tell(card, made, telling, "TransactionCreated", CREATED);
            return Applied.APPLIED;
        }
        if (known.isNewerThan(report)) {
            return Applied.SUPERSEDED;
        }
        if (known.says(report)) {
            known.hear(report);
            return Applied.REPEATED;
        }
        known.take(report, telling.now());
        tell(card, known, telling, "TransactionUpdated", UPDATED);
        return Applied.APPLIED;
    }

    private static void tell(
            Card card, CardTransaction transaction, Telling telling, String kind, String event) {
        Instant now = telling.now();
        telling.tell(
                CardLines.about(card, now, kind, "has a transaction: " + words(transaction))
                        .with("transaction_id", transaction.id)
                        .with("issuer_time", transaction.occurredAt),
                event,
                TransactionView.of(transaction));
    }

    private static String words(CardTransaction transaction) {
        return transaction.type
                + " of "
                + transaction.money().text()
                + " "
                + transaction.currency
                + (transaction.status == null ? "" : ", " + transaction.status);
    }
}
