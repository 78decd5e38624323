package com.bananacards.webhooks;

import com.bananacards.bananatech.IssuerFact;
import com.bananacards.bananatech.IssuerFact.CardActivateResult;
import com.bananacards.bananatech.IssuerFact.CardApplyResult;
import com.bananacards.bananatech.IssuerFact.CardAssignResult;
import com.bananacards.bananatech.IssuerFact.CardCloseResult;
import com.bananacards.bananatech.IssuerFact.CardRechargeResult;
import com.bananacards.bananatech.IssuerFact.CardStatusChange;
import com.bananacards.bananatech.IssuerFact.Result;
import com.bananacards.bananatech.IssuerFact.UserCreateResult;
import com.bananacards.cardholders.Cardholder;
import com.bananacards.cardholders.RestoredCardholders;
import com.bananacards.cards.Card;
import com.bananacards.cards.CardStatus;
import com.bananacards.cards.Scene;
import com.bananacards.money.Money;
import com.bananacards.operations.Intent;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.PastOperations;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The operation that a fact of the past is the outcome of: nobody here knows it any more, for the database that knew it
 * is gone. None where an operation of ours can be meant, or where it can't be said what was asked for. Pure.
 */
final class LostOperations {

    private final Map<Long, CardOrigin> origins;
    private final Duration skew;

    /** @param skew by which the issuer's clock may differ from ours */
    LostOperations(Map<Long, CardOrigin> origins, Duration skew) {
        this.origins = origins;
        this.skew = skew;
    }

    /** @param at when the fact happened, as far as it says so */
    @Nullable
    Operation of(IssuerFact fact, Scene scene, Instant at, Instant now) {
        Intent intent = intent(fact, scene, at);
        return intent == null ? null : PastOperations.taken(intent, ref(fact), at, now);
    }

    /** True of the outcome of something that was asked for. */
    static boolean isOutcome(IssuerFact fact) {
        return switch (fact) {
            case UserCreateResult ignored -> true;
            case CardAssignResult ignored -> true;
            case CardApplyResult ignored -> true;
            case CardActivateResult ignored -> true;
            case CardStatusChange ignored -> true;
            case CardRechargeResult ignored -> true;
            case CardCloseResult ignored -> true;
            case IssuerFact.TransactionCreated ignored -> false;
            case IssuerFact.CardCorrection ignored -> false;
            case IssuerFact.Card3ds ignored -> false;
            case IssuerFact.CardVerification ignored -> false;
            case IssuerFact.CardBalanceChange ignored -> false;
        };
    }

    private static @Nullable Long ref(IssuerFact fact) {
        boolean makesCard = fact instanceof CardAssignResult || fact instanceof CardApplyResult;
        return makesCard ? fact.card() : null;
    }

    private @Nullable Intent intent(IssuerFact fact, Scene scene, Instant at) {
        return switch (fact) {
            case UserCreateResult decided -> registration(decided, scene);
            case CardAssignResult assigned -> assignment(assigned, scene, at);
            case CardApplyResult applied -> application(applied, scene, at);
            case CardActivateResult activated ->
                ofCard(activated, OperationKind.CARD_ACTIVATE, scene, at);
            case CardStatusChange changed -> statusChange(changed, scene, at);
            case CardRechargeResult recharged -> recharge(recharged, scene, at);
            case CardCloseResult closed -> ofCard(closed, OperationKind.CARD_CLOSE, scene, at);
            default -> null;
        };
    }

    /** A cardholder is registered once: who was rejected registers anew, as another one. */
    private static @Nullable Intent registration(UserCreateResult fact, Scene scene) {
        Cardholder cardholder = scene.cardholder(fact.user());
        return cardholder == null
                        || scene.operations()
                                .anyMatch(
                                        ofCardholder(cardholder, OperationKind.CARDHOLDER_REGISTER))
                ? null
                : RestoredCardholders.registration(cardholder);
    }

    private @Nullable Intent assignment(CardAssignResult fact, Scene scene, Instant at) {
        Cardholder cardholder = scene.cardholder(fact.user());
        if (cardholder == null
                || isKnown(fact.card(), scene)
                || isOurs(scene, at, ofCardholder(cardholder, OperationKind.CARD_ASSIGN))) {
            return null;
        }
        CardOrigin origin = fact.card() == null ? null : origins.get(fact.card());
        return ofCardholder(
                cardholder,
                OperationKind.CARD_ASSIGN,
                origin == null ? null : origin.templateId(),
                null);
    }

    private @Nullable Intent application(CardApplyResult fact, Scene scene, Instant at) {
        Cardholder cardholder = scene.cardholder(fact.user());
        if (cardholder == null
                || isKnown(fact.card(), scene)
                || isOurs(
                        scene,
                        at,
                        ofCardholder(cardholder, OperationKind.CARD_APPLY)
                                .and(one -> Objects.equals(one.templateId(), fact.templateId())))) {
            return null;
        }
        CardOrigin origin = fact.card() == null ? null : origins.get(fact.card());
        return ofCardholder(
                cardholder,
                OperationKind.CARD_APPLY,
                fact.templateId(),
                origin == null ? null : origin.needsActivation());
    }

    private static Intent ofCardholder(
            Cardholder cardholder,
            OperationKind kind,
            @Nullable Long templateId,
            @Nullable Boolean needsActivation) {
        return new Intent(
                kind,
                cardholder.id(),
                null,
                templateId,
                null,
                null,
                null,
                needsActivation,
                List.of());
    }

    /** Of a change that failed only the status is told that the card kept: it was to be the other one. */
    private @Nullable Intent statusChange(CardStatusChange fact, Scene scene, Instant at) {
        if (fact.result() == Result.SUCCESS) {
            return ofCard(
                    fact,
                    fact.locked() ? OperationKind.CARD_LOCK : OperationKind.CARD_UNLOCK,
                    scene,
                    at);
        }
        Card card = scene.card(fact.card());
        CardStatus status = card == null ? CardStatus.CLOSED : card.status();
        return switch (status) {
            case ACTIVE -> ofCard(fact, OperationKind.CARD_LOCK, scene, at);
            case LOCKED -> ofCard(fact, OperationKind.CARD_UNLOCK, scene, at);
            case TBA, CLOSED -> null;
        };
    }

    /** A failed recharge received nothing, and does not tell what was to be received. */
    private @Nullable Intent recharge(CardRechargeResult fact, Scene scene, Instant at) {
        Intent intent = ofCard(fact, OperationKind.CARD_RECHARGE, scene, at);
        Card card = scene.card(fact.card());
        return intent == null || card == null || fact.received().signum() <= 0
                ? intent
                : intent.costing(new Money(fact.received(), card.currency()), null);
    }

    private @Nullable Intent ofCard(IssuerFact fact, OperationKind kind, Scene scene, Instant at) {
        Card card = scene.card(fact.card());
        if (card == null
                || isOurs(scene, at, one -> one.kind() == kind && card.id().equals(one.cardId()))) {
            return null;
        }
        return Intent.ofCard(kind, card.cardholderId(), card.id(), List.of());
    }

    private boolean isOurs(Scene scene, Instant at, Predicate<Operation> meant) {
        return scene.operations()
                .filter(meant)
                .anyMatch(one -> PastOperations.isOursOf(one, at, skew));
    }

    /** The card is here, or an operation's answer named it: it can't be another one's. */
    private static boolean isKnown(@Nullable Long card, Scene scene) {
        return scene.card(card) != null
                || scene.operations().anyMatch(one -> card != null && card.equals(one.issuerRef()));
    }

    private static Predicate<Operation> ofCardholder(Cardholder cardholder, OperationKind kind) {
        return one -> one.kind() == kind && one.cardholderId().equals(cardholder.id());
    }
}
