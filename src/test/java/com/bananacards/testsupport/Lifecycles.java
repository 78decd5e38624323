package com.bananacards.testsupport;

import com.bananacards.cardholders.CardholderEvent;
import com.bananacards.cardholders.CardholderLifecycle;
import com.bananacards.cardholders.CardholderStatus;
import com.bananacards.cardholders.CardholderTransition;
import com.bananacards.cards.CardEvent;
import com.bananacards.cards.CardLifecycle;
import com.bananacards.cards.CardState;
import com.bananacards.cards.CardStatus;
import com.bananacards.cards.CardTransition;
import com.bananacards.challenges.ChallengeEvent;
import com.bananacards.challenges.ChallengeLifecycle;
import com.bananacards.challenges.ChallengeStatus;
import com.bananacards.challenges.ChallengeTransition;
import com.bananacards.operations.OperationEvent;
import com.bananacards.operations.OperationLifecycle;
import com.bananacards.operations.OperationStatus;
import com.bananacards.operations.Reason;
import com.bananacards.operations.Transition;
import com.bananacards.testsupport.LifecycleTable.Cell;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks the lifecycles about every status and every event, and writes their answers down as tables. */
public final class Lifecycles {

    /** The issuer's time of every event that is asked about. */
    public static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    private static final Reason REASON = new Reason("declined", null);

    private Lifecycles() {}

    /** Every event of a card: each kind of it, corrections once for each status. */
    public static List<CardEvent> cardEvents() {
        List<CardEvent> events = new ArrayList<>(List.of(
                new CardEvent.Activated(TIME),
                new CardEvent.Locked(TIME),
                new CardEvent.Unlocked(TIME),
                new CardEvent.Closed(TIME)));
        for (CardStatus status : CardStatus.values()) {
            events.add(new CardEvent.CorrectedToMatchIssuer(status, TIME));
        }
        return events;
    }

    public static List<CardholderEvent> cardholderEvents() {
        List<CardholderEvent> events = new ArrayList<>(List.of(
                new CardholderEvent.Approved(), new CardholderEvent.Rejected("blurred photo")));
        for (CardholderStatus status : CardholderStatus.values()) {
            events.add(new CardholderEvent.CorrectedToMatchIssuer(status));
        }
        return events;
    }

    public static List<OperationEvent> operationEvents() {
        return List.of(
                new OperationEvent.Accepted(),
                new OperationEvent.RefusedByIssuer(REASON),
                new OperationEvent.NeverSent(REASON),
                new OperationEvent.AnswerLost(),
                new OperationEvent.Confirmed(),
                new OperationEvent.Denied(REASON),
                new OperationEvent.DeadlinePassed(),
                new OperationEvent.DecidedSucceeded(),
                new OperationEvent.DecidedFailed(REASON));
    }

    /** @param factAt the issuer's time of the newest fact that the card knows */
    public static LifecycleTable cards(@Nullable Instant factAt) {
        Map<Cell, String> outcomes = new LinkedHashMap<>();
        for (CardEvent event : cardEvents()) {
            for (CardStatus status : CardStatus.values()) {
                CardTransition to = CardLifecycle.next(new CardState(status, factAt), event);
                outcomes.put(new Cell(status.name(), name(event)), word(status, to));
            }
        }
        return new LifecycleTable(outcomes);
    }

    public static LifecycleTable cardholders() {
        Map<Cell, String> outcomes = new LinkedHashMap<>();
        for (CardholderEvent event : cardholderEvents()) {
            for (CardholderStatus status : CardholderStatus.values()) {
                CardholderTransition to = CardholderLifecycle.next(status, event);
                outcomes.put(new Cell(status.name(), name(event)), word(status, to));
            }
        }
        return new LifecycleTable(outcomes);
    }

    public static List<ChallengeEvent> challengeEvents() {
        return List.of(
                new ChallengeEvent.Approved(),
                new ChallengeEvent.Declined(),
                new ChallengeEvent.Expired());
    }

    public static LifecycleTable challenges() {
        Map<Cell, String> outcomes = new LinkedHashMap<>();
        for (ChallengeEvent event : challengeEvents()) {
            for (ChallengeStatus status : ChallengeStatus.values()) {
                ChallengeTransition to = ChallengeLifecycle.next(status, event);
                outcomes.put(new Cell(status.name(), name(event)), word(status, to));
            }
        }
        return new LifecycleTable(outcomes);
    }

    public static LifecycleTable operations() {
        Map<Cell, String> outcomes = new LinkedHashMap<>();
        for (OperationEvent event : operationEvents()) {
            for (OperationStatus status : OperationStatus.values()) {
                Transition to = OperationLifecycle.next(status, event);
                outcomes.put(new Cell(status.name(), name(event)), word(status, to));
            }
        }
        return new LifecycleTable(outcomes);
    }

    /** The kinds of a sealed type of events that a list of samples leaves out. */
    public static List<Class<?>> kindsWithoutSample(Class<?> sealed, List<?> samples) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .filter(kind -> samples.stream().noneMatch(kind::isInstance))
                .<Class<?>>map(kind -> kind)
                .toList();
    }

    private static String name(Object event) {
        String name = event.getClass().getSimpleName();
        return switch (event) {
            case CardEvent.CorrectedToMatchIssuer(CardStatus status, Instant ignored) ->
                name + "(" + status + ")";
            case CardholderEvent.CorrectedToMatchIssuer(CardholderStatus status) ->
                name + "(" + status + ")";
            default -> name;
        };
    }

    private static String word(CardStatus from, CardTransition transition) {
        return switch (transition) {
            case CardTransition.Moved(CardStatus to) -> to.name();
            case CardTransition.Repeated() -> "repeated";
            case CardTransition.Superseded() -> "superseded";
            case CardTransition.Refused(CardStatus named) -> refused(from, named);
        };
    }

    private static String word(CardholderStatus from, CardholderTransition transition) {
        return switch (transition) {
            case CardholderTransition.Moved(CardholderStatus to) -> to.name();
            case CardholderTransition.Repeated() -> "repeated";
            case CardholderTransition.Refused(CardholderStatus named) -> refused(from, named);
        };
    }

    private static String word(ChallengeStatus from, ChallengeTransition transition) {
        return switch (transition) {
            case ChallengeTransition.Moved(ChallengeStatus to) -> to.name();
            case ChallengeTransition.Repeated() -> "repeated";
            case ChallengeTransition.Refused(ChallengeStatus named) -> refused(from, named);
        };
    }

    private static String word(OperationStatus from, Transition transition) {
        return switch (transition) {
            case Transition.Moved(OperationStatus to) -> to.name();
            case Transition.Repeated() -> "repeated";
            case Transition.Superseded() -> "superseded";
            case Transition.Refused(OperationStatus named) -> refused(from, named);
        };
    }

    /** A refusal names the status that it was refused in. */
    private static String refused(Enum<?> from, Enum<?> named) {
        return from == named ? "refused" : "refused-naming-" + named;
    }
}
