package com.bananacards.funding;

import com.bananacards.bananatech.IssuerFact.CardBalanceChange;
import com.bananacards.bananatech.IssuerFact.CardRechargeResult;
import com.bananacards.bananatech.IssuerFact.Result;
import com.bananacards.cards.Card;
import com.bananacards.cards.CardLines;
import com.bananacards.cards.CardStatus;
import com.bananacards.cards.CardView;
import com.bananacards.cards.Scene;
import com.bananacards.money.Money;
import com.bananacards.operations.Applied;
import com.bananacards.operations.IssuerReasons;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationEvent;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OperationStatus;
import com.bananacards.operations.OperationsConfig;
import com.bananacards.operations.Overdue;
import com.bananacards.operations.OwnResults;
import com.bananacards.operations.Telling;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.stream.Stream;

/** Applies the issuer's facts about money to a scene. In memory only: what is loaded and written is the scene's. */
@Singleton
public class FundingFacts {

    private final OperationsConfig config;

    @Inject
    FundingFacts(OperationsConfig config) {
        this.config = config;
    }

    /** The balance as it is now. A closed card holds nothing: its closure may come without a time, and is the last. */
    public Applied apply(CardBalanceChange fact, Scene scene, Telling telling) {
        Card card = scene.card(fact.card());
        if (card == null) {
            return Applied.parked("unknown_card");
        }
        if (!card.isIn(fact.currency())) {
            return Applied.parked("currency_differs");
        }
        if (card.status() == CardStatus.CLOSED) {
            return Applied.SUPERSEDED;
        }
        var at = Objects.requireNonNull(fact.at());
        if (!card.states(fact.total(), fact.available(), at, telling.now())) {
            return at.equals(card.balanceAt()) ? Applied.REPEATED : Applied.SUPERSEDED;
        }
        tell(
                card,
                null,
                scene,
                telling,
                "CardBalanceChanged",
                "holds " + card.balance().text());
        return Applied.APPLIED;
    }

    /**
     * Money reached a card, or did not. The result names no operation: it belongs to the one whose transaction it is,
     * else to one that other witnesses saw carried out and that still misses it, else to the open one that it is not
     * older than, else to a settled one that it fits. Where both of the middle ones fit it waits until only one does.
     */
    public Applied apply(CardRechargeResult fact, Scene scene, Telling telling) {
        Card card = scene.card(fact.card());
        if (card == null) {
            return Applied.parked("unknown_card");
        }
        if (!card.isIn(fact.currency())) {
            return Applied.parked("currency_differs");
        }
        // What witnesses show is shown of the open one: nobody has to find out whose it is.
        boolean concluded = telling.witness().equals(Overdue.VERDICT);
        if (!concluded && fitsTwo(fact, card, scene)) {
            return Applied.parked("two_operations_fit");
        }
        Operation operation = concluded
                ? scene.open(card, OperationKind.CARD_RECHARGE)
                : owner(fact, card, scene);
        return fact.result() == Result.SUCCESS
                ? received(fact, card, operation, scene, telling)
                : failed(fact, card, operation, telling);
    }

    private boolean fitsTwo(CardRechargeResult fact, Card card, Scene scene) {
        Operation open = scene.open(card, OperationKind.CARD_RECHARGE);
        return open != null
                && isTime(open, fact)
                && settled(card, scene).noneMatch(one -> isTransactionOf(one, fact))
                && settled(card, scene).anyMatch(one -> isMissing(one, fact) && isTime(one, fact));
    }

    private @Nullable Operation owner(CardRechargeResult fact, Card card, Scene scene) {
        Operation open = scene.open(card, OperationKind.CARD_RECHARGE);
        return Stream.of(
                        settled(card, scene).filter(one -> isTransactionOf(one, fact)),
                        Stream.ofNullable(open).filter(one -> isTime(one, fact)),
                        settled(card, scene).filter(one -> isMissing(one, fact)),
                        settled(card, scene).filter(one -> fits(one, fact) && isTime(one, fact)))
                .flatMap(candidates -> candidates)
                .findFirst()
                .orElse(null);
    }

    private static Stream<Operation> settled(Card card, Scene scene) {
        return scene.settled(card, OperationKind.CARD_RECHARGE).stream();
    }

    private static boolean isTransactionOf(Operation operation, CardRechargeResult fact) {
        return fact.transactionId() != null
                && fact.transactionId().equals(operation.issuerTransactionId());
    }

    /** What other witnesses saw carried out has a success of its own, which was not told yet. */
    private static boolean isMissing(Operation operation, CardRechargeResult fact) {
        return operation.status() == OperationStatus.SUCCEEDED
                && fact.result() == Result.SUCCESS
                && fits(operation, fact);
    }

    private static boolean fits(Operation operation, CardRechargeResult fact) {
        Money amount = operation.amount();
        return OwnResults.areMissing(operation)
                && !isOfAnotherTransaction(operation, fact)
                && amount != null
                && amount.amount().compareTo(fact.received()) == 0;
    }

    private static boolean isOfAnotherTransaction(Operation operation, CardRechargeResult fact) {
        return fact.transactionId() != null
                && operation.issuerTransactionId() != null
                && !fact.transactionId().equals(operation.issuerTransactionId());
    }

    private boolean isTime(Operation operation, CardRechargeResult fact) {
        return OwnResults.of(operation, config.clockSkew()).include(fact.at());
    }

    private static Applied received(
            CardRechargeResult fact,
            Card card,
            @Nullable Operation operation,
            Scene scene,
            Telling telling) {
        Money received = new Money(fact.received(), card.currency());
        // Told before, by whichever way: the amount is in the balance.
        boolean known = operation != null && !operation.entersBalance();
        if (operation != null) {
            operation.carriedOutBy(fact.transactionId());
            warnIfOtherAmount(operation, received);
            telling.settle(operation, new OperationEvent.Confirmed(), "SUCCESS");
        }
        if (known) {
            return Applied.REPEATED;
        }
        if (card.status() != CardStatus.CLOSED) {
            card.receives(received, fact.at(), telling.now());
        }
        String words = operation == null
                ? "received " + received.text() + " that nobody here asked for"
                : "received " + received.text();
        tell(card, operation, scene, telling, "CardRecharged", words);
        return Applied.APPLIED;
    }

    private static void warnIfOtherAmount(Operation operation, Money received) {
        if (operation.amount() != null && !operation.amount().equals(received)) {
            operation.warn("received_differs");
        }
    }

    private static Applied failed(
            CardRechargeResult fact, Card card, @Nullable Operation operation, Telling telling) {
        if (operation == null) {
            return Applied.parked("no_open_operation");
        }
        boolean wasOpen = operation.status().isOpen();
        operation.carriedOutBy(fact.transactionId());
        telling.settle(
                operation, new OperationEvent.Denied(IssuerReasons.of(fact.reason())), "FAILED");
        return wasOpen ? Applied.APPLIED : Applied.REPEATED;
    }

    private static void tell(
            Card card,
            @Nullable Operation operation,
            Scene scene,
            Telling telling,
            String kind,
            String words) {
        telling.tell(
                CardLines.about(card, telling.now(), kind, words)
                        .operation(operation == null ? null : operation.id())
                        .with("total", card.balance().text())
                        .with("available", card.available().text())
                        .with("issuer_time", card.balanceAt()),
                CardLines.UPDATED,
                CardView.of(card, scene.open(card)));
    }
}
