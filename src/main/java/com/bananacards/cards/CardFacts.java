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
import com.bananacards.operations.OperationsConfig;
import com.bananacards.operations.SeenPan;
import com.bananacards.operations.Telling;
import com.bananacards.operations.Transition;
import com.bananacards.sensitive.Fingerprints;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Applies the issuer's facts about cards to a scene. In memory only: what is loaded and written is the scene's. */
@Singleton
public class CardFacts {

    private static final String SUCCESS = "SUCCESS";
    private static final String FAILED = "FAILED";
    private static final Set<OperationKind> ACTIVATING = Set.of(OperationKind.CARD_ACTIVATE);
    private static final Set<OperationKind> LOCKING =
            Set.of(OperationKind.CARD_LOCK, OperationKind.CARD_UNLOCK);
    private static final Set<OperationKind> CLOSING = Set.of(OperationKind.CARD_CLOSE);

    private final Fingerprints fingerprints;
    private final MoneyConfig money;
    private final OperationsConfig settlement;
    private final Causes causes;

    @Inject
    CardFacts(Fingerprints fingerprints, MoneyConfig money, OperationsConfig settlement) {
        this.fingerprints = fingerprints;
        this.money = money;
        this.settlement = settlement;
        causes = new Causes(settlement);
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
        Cardholder cardholder = scene.cardholder(fact.user());
        Operation operation =
                Causes.named(issuerCardId, OperationKind.CARD_ASSIGN, cardholder, scene);
        if (operation == null && cardholder != null) {
            operation = causes.open(scene.open(cardholder, OperationKind.CARD_ASSIGN), fact.at());
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
        Operation named = scene.byIssuerRef(fact.card(), OperationKind.CARD_ASSIGN);
        List<Operation> candidates = cardholder != null
                ? scene.all(cardholder, OperationKind.CARD_ASSIGN)
                : named == null ? List.of() : List.of(named);
        String otherwise = cardholder == null ? "unknown_user" : "no_open_operation";
        return denied(candidates, fact.at(), fact.reason(), telling)
                .orElseGet(() -> Applied.parked(otherwise));
    }

    /**
     * A failure names no operation. It ends the newest of these that had begun by then: an older one's failure that
     * comes late must not end the one that is open now. What the issuer itself called done is no candidate.
     */
    private Optional<Applied> denied(
            List<Operation> newestFirst, Instant at, @Nullable String words, Telling telling) {
        return newestFirst.stream()
                .filter(one -> one.mayHaveCaused(at, settlement.clockSkew()))
                .filter(one -> !one.issuerSaid(SUCCESS))
                .findFirst()
                .map(cause -> denied(cause, words, telling));
    }

    private static Applied denied(Operation operation, @Nullable String words, Telling telling) {
        Transition transition = telling.settle(
                operation, new OperationEvent.Denied(IssuerReasons.of(words)), FAILED);
        return transition instanceof Transition.Repeated ? Applied.REPEATED : Applied.APPLIED;
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
        if (fact.result() == Result.FAILED) {
            return denied(
                            scene.applications(cardholder, fact.templateId()),
                            fact.at(),
                            fact.reason(),
                            telling)
                    .orElseGet(() -> Applied.parked("no_open_operation"));
        }
        long number = Objects.requireNonNull(fact.card());
        Operation operation = Causes.named(number, OperationKind.CARD_APPLY, cardholder, scene);
        if (operation == null) {
            operation =
                    causes.open(scene.openApplication(cardholder, fact.templateId()), fact.at());
        }
        if (operation == null) {
            operation = causes.calledFailed(
                    scene.applications(cardholder, fact.templateId()), fact.at());
        }
        if (operation == null) {
            return Applied.parked("no_open_operation");
        }
        CardStatus status = operation.needsActivation() ? CardStatus.TBA : CardStatus.ACTIVE;
        make(operation, number, status, fact.at(), scene, telling);
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
        if (fact.result() == Result.FAILED) {
            return failed(ACTIVATING, fact.at(), fact.reason(), card, scene, telling);
        }
        Operation cause = causes.ofSuccess(OperationKind.CARD_ACTIVATE, card, fact.at(), scene);
        Applied applied = moved(card, new CardEvent.Activated(fact.at()), cause, scene, telling);
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
            return failed(LOCKING, fact.at(), fact.reason(), card, scene, telling);
        }
        OperationKind kind = fact.locked() ? OperationKind.CARD_LOCK : OperationKind.CARD_UNLOCK;
        CardEvent event =
                fact.locked() ? new CardEvent.Locked(fact.at()) : new CardEvent.Unlocked(fact.at());
        return moved(card, event, causes.ofSuccess(kind, card, fact.at(), scene), scene, telling);
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
        if (fact.result() == Result.FAILED) {
            return failed(CLOSING, at, fact.reason(), card, scene, telling);
        }
        return moved(
                card,
                new CardEvent.Closed(at),
                causes.ofSuccess(OperationKind.CARD_CLOSE, card, at, scene),
                scene,
                telling,
                line -> line.with("refunded", fact.refunded().toPlainString()));
    }

    private Applied failed(
            Set<OperationKind> kinds,
            Instant at,
            @Nullable String words,
            Card card,
            Scene scene,
            Telling telling) {
        return denied(scene.all(card, kinds), at, words, telling)
                .orElseGet(() -> Causes.none(card, at));
    }

    /**
     * Moves a card and settles the operation that waited for it.
     *
     * @param cause the operation; one that is settled already is contradicted
     */
    public Applied moved(
            Card card, CardEvent event, @Nullable Operation cause, Scene scene, Telling telling) {
        return moved(card, event, cause, scene, telling, UnaryOperator.identity());
    }

    private static Applied moved(
            Card card,
            CardEvent event,
            @Nullable Operation cause,
            Scene scene,
            Telling telling,
            UnaryOperator<Line.Builder> details) {
        CardTransition transition = card.apply(event, telling.now());
        return switch (transition) {
            case CardTransition.Moved ignored -> {
                confirm(cause, telling);
                telling.tell(
                        details.apply(CardLines.moved(card, event, telling.now())
                                .operation(cause == null ? null : cause.id())),
                        CardLines.UPDATED,
                        CardView.of(card, scene.open(card)));
                yield Applied.APPLIED;
            }
            case CardTransition.Repeated ignored ->
                confirm(cause, telling) ? Applied.APPLIED : Applied.REPEATED;
            case CardTransition.Superseded ignored -> {
                contradict(cause, telling);
                yield Applied.SUPERSEDED;
            }
            case CardTransition.Refused ignored -> Applied.parked("not_applicable");
        };
    }

    /** Too old to move the card, and a success all the same. */
    private static void contradict(@Nullable Operation cause, Telling telling) {
        if (cause != null && cause.status().isSettled()) {
            confirm(cause, telling);
        }
    }

    private static boolean confirm(@Nullable Operation cause, Telling telling) {
        return cause != null
                && telling.settle(cause, new OperationEvent.Confirmed(), SUCCESS)
                        instanceof Transition.Moved;
    }
}
