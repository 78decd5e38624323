package com.bananacards.cards;

import com.bananacards.bananatech.IssuerFact.CardActivateResult;
import com.bananacards.bananatech.IssuerFact.CardApplyResult;
import com.bananacards.bananatech.IssuerFact.CardAssignResult;
import com.bananacards.bananatech.IssuerFact.CardCloseResult;
import com.bananacards.bananatech.IssuerFact.CardStatusChange;
import com.bananacards.bananatech.IssuerFact.Result;
import com.bananacards.cardholders.Cardholder;
import com.bananacards.journal.Line;
import com.bananacards.money.MoneyConfig;
import com.bananacards.operations.Applied;
import com.bananacards.operations.IssuerReasons;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationEvent;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OperationStatus;
import com.bananacards.operations.SeenPan;
import com.bananacards.operations.Telling;
import com.bananacards.operations.Transition;
import com.bananacards.sensitive.Fingerprints;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Applies the issuer's facts about cards to a scene. In memory only: what is loaded and written is the scene's. */
@Singleton
public class CardFacts {

    private static final String SUCCESS = "SUCCESS";
    private static final String FAILED = "FAILED";
    private static final Set<OperationKind> LOCKING =
            Set.of(OperationKind.CARD_LOCK, OperationKind.CARD_UNLOCK);

    private final Fingerprints fingerprints;
    private final MoneyConfig money;

    @Inject
    CardFacts(Fingerprints fingerprints, MoneyConfig money) {
        this.fingerprints = fingerprints;
        this.money = money;
    }

    /** A physical card was assigned, or not. */
    public Applied apply(CardAssignResult fact, Scene scene, Telling telling) {
        return fact.result() == Result.SUCCESS
                ? assigned(fact, scene, telling)
                : assignmentFailed(fact, scene, telling);
    }

    private Applied assigned(CardAssignResult fact, Scene scene, Telling telling) {
        long issuerCardId = Objects.requireNonNull(fact.card());
        if (scene.card(issuerCardId) != null) {
            return Applied.REPEATED;
        }
        Operation operation = scene.byIssuerRef(issuerCardId, OperationKind.CARD_ASSIGN);
        Cardholder cardholder = scene.cardholder(fact.user());
        if (operation == null && cardholder != null) {
            operation = scene.open(cardholder, OperationKind.CARD_ASSIGN);
        }
        if (operation == null) {
            return Applied.parked("unknown_card");
        }
        warnIfNumbersDiffer(operation, issuerCardId);
        make(operation, issuerCardId, CardStatus.TBA, fact.at(), scene, telling);
        return Applied.APPLIED;
    }

    /** The answer to an assignment may have named the operation and not the card; then the webhook's number counts. */
    private static void warnIfNumbersDiffer(Operation operation, long issuerCardId) {
        if (operation.issuerRef() != null && !operation.issuerRef().equals(issuerCardId)) {
            operation.warn("issuer_card_id_differs");
        }
    }

    private Card make(
            Operation operation,
            long issuerCardId,
            CardStatus status,
            Instant at,
            Scene scene,
            Telling telling) {
        Card card = Card.madeBy(
                operation, issuerCardId, status, at, money.defaultCurrency(), telling.now());
        scene.made(card);
        operation.madeCard(card.id);
        telling.settle(operation, new OperationEvent.Confirmed(), SUCCESS);
        telling.tell(
                CardLines.about(card, telling.now(), "CardCreated", "exists and is " + status)
                        .operation(operation.id())
                        .with("issuer_time", at),
                CardLines.UPDATED,
                CardView.of(card, null));
        return card;
    }

    private Applied assignmentFailed(CardAssignResult fact, Scene scene, Telling telling) {
        Cardholder cardholder = scene.cardholder(fact.user());
        Operation open =
                cardholder == null ? null : scene.open(cardholder, OperationKind.CARD_ASSIGN);
        if (open == null) {
            open = stillOpen(scene.byIssuerRef(fact.card(), OperationKind.CARD_ASSIGN));
        }
        if (open != null) {
            return denied(open, fact.reason(), telling);
        }
        Operation last = cardholder == null ? null : scene.lastSettledAssignment(cardholder);
        if (last != null && last.status() == OperationStatus.FAILED) {
            last.witness(telling.witness(), FAILED, telling.now());
            return Applied.REPEATED;
        }
        return Applied.parked(cardholder == null ? "unknown_user" : "no_open_operation");
    }

    private static @Nullable Operation stillOpen(@Nullable Operation operation) {
        return operation != null && operation.status().isOpen() ? operation : null;
    }

    private static Applied denied(Operation operation, @Nullable String words, Telling telling) {
        telling.settle(operation, new OperationEvent.Denied(IssuerReasons.of(words)), FAILED);
        return Applied.APPLIED;
    }

    /** A virtual card was made, or not. */
    public Applied apply(CardApplyResult fact, Scene scene, Telling telling) {
        Cardholder cardholder = scene.cardholder(fact.user());
        if (cardholder == null) {
            return Applied.parked("unknown_user");
        }
        if (scene.card(fact.card()) != null) {
            return Applied.REPEATED;
        }
        Operation operation = scene.openApplication(cardholder.id(), fact.templateId());
        if (operation == null) {
            operation = scene.byIssuerRef(fact.card(), OperationKind.CARD_APPLY);
        }
        if (operation == null) {
            return Applied.parked("no_open_operation");
        }
        if (fact.result() == Result.FAILED) {
            return denied(operation, fact.reason(), telling);
        }
        CardStatus status = operation.needsActivation() ? CardStatus.TBA : CardStatus.ACTIVE;
        make(operation, Objects.requireNonNull(fact.card()), status, fact.at(), scene, telling);
        return Applied.APPLIED;
    }

    /** A card was activated, or not. The number that comes with it must be the card's. */
    public Applied apply(CardActivateResult fact, Scene scene, Telling telling) {
        Card card = scene.card(fact.card());
        if (card == null) {
            return Applied.parked("unknown_card");
        }
        SeenPan pan = fact.pan() == null ? null : SeenPan.of(fact.pan(), fingerprints);
        if (pan != null && card.hasOtherNumberThan(pan)) {
            return Applied.parked("card_number_differs");
        }
        Operation open = scene.open(card, OperationKind.CARD_ACTIVATE);
        if (fact.result() == Result.FAILED) {
            return open == null ? noneOpen(card, fact.at()) : denied(open, fact.reason(), telling);
        }
        Applied applied = moved(card, new CardEvent.Activated(fact.at()), open, scene, telling);
        if (applied.outcome() != Applied.Outcome.PARKED) {
            card.hasNumber(pan == null ? null : pan.trace());
        }
        return applied;
    }

    /** A card was locked or unlocked. Its new status counts only where the change succeeded. */
    public Applied apply(CardStatusChange fact, Scene scene, Telling telling) {
        Card card = scene.card(fact.card());
        if (card == null) {
            return Applied.parked("unknown_card");
        }
        if (fact.result() == Result.FAILED) {
            Operation open = scene.open(card);
            return open != null && LOCKING.contains(open.kind())
                    ? denied(open, fact.reason(), telling)
                    : noneOpen(card, fact.at());
        }
        OperationKind kind = fact.locked() ? OperationKind.CARD_LOCK : OperationKind.CARD_UNLOCK;
        CardEvent event =
                fact.locked() ? new CardEvent.Locked(fact.at()) : new CardEvent.Unlocked(fact.at());
        return moved(card, event, scene.open(card, kind), scene, telling);
    }

    /**
     * A card was closed, or not. A closure without a time of its own is taken at the time it is told: nothing follows
     * it.
     */
    public Applied apply(CardCloseResult fact, Scene scene, Telling telling) {
        Card card = scene.card(fact.card());
        if (card == null) {
            return Applied.parked("unknown_card");
        }
        Instant at = fact.at() == null ? telling.now() : fact.at();
        Operation open = scene.open(card, OperationKind.CARD_CLOSE);
        if (fact.result() == Result.FAILED) {
            return open == null ? noneOpen(card, at) : denied(open, fact.reason(), telling);
        }
        return moved(
                card,
                new CardEvent.Closed(at),
                open,
                scene,
                telling,
                line -> line.with("refunded", fact.refunded().toPlainString()));
    }

    /** A failure that no open operation waits for: too late to matter, or not to be explained. */
    private static Applied noneOpen(Card card, Instant at) {
        boolean late = card.factAt != null && !at.isAfter(card.factAt);
        return late ? Applied.SUPERSEDED : Applied.parked("no_open_operation");
    }

    /** Moves a card and settles the operation that waited for it. */
    public Applied moved(
            Card card, CardEvent event, @Nullable Operation open, Scene scene, Telling telling) {
        return moved(card, event, open, scene, telling, UnaryOperator.identity());
    }

    private static Applied moved(
            Card card,
            CardEvent event,
            @Nullable Operation open,
            Scene scene,
            Telling telling,
            UnaryOperator<Line.Builder> details) {
        CardTransition transition = card.apply(event, telling.now());
        return switch (transition) {
            case CardTransition.Moved ignored -> {
                confirm(open, telling);
                telling.tell(
                        details.apply(CardLines.moved(card, event, telling.now())
                                .operation(open == null ? null : open.id())),
                        CardLines.UPDATED,
                        CardView.of(card, scene.open(card)));
                yield Applied.APPLIED;
            }
            case CardTransition.Repeated ignored ->
                confirm(open, telling) ? Applied.APPLIED : Applied.REPEATED;
            case CardTransition.Superseded ignored -> Applied.SUPERSEDED;
            case CardTransition.Refused ignored -> Applied.parked("not_applicable");
        };
    }

    private static boolean confirm(@Nullable Operation open, Telling telling) {
        return open != null
                && telling.settle(open, new OperationEvent.Confirmed(), SUCCESS)
                        instanceof Transition.Moved;
    }
}
