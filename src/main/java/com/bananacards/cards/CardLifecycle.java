package com.bananacards.cards;

import static com.bananacards.cards.CardStatus.ACTIVE;
import static com.bananacards.cards.CardStatus.CLOSED;
import static com.bananacards.cards.CardStatus.LOCKED;

import com.bananacards.cards.CardEvent.Activated;
import com.bananacards.cards.CardEvent.Closed;
import com.bananacards.cards.CardEvent.CorrectedToMatchIssuer;
import com.bananacards.cards.CardEvent.Locked;
import com.bananacards.cards.CardEvent.Unlocked;
import com.bananacards.cards.CardTransition.Moved;
import com.bananacards.cards.CardTransition.Refused;
import com.bananacards.cards.CardTransition.Repeated;
import com.bananacards.cards.CardTransition.Superseded;

/**
 * The one table of what an event makes of a card. Pure.
 *
 * <p>Webhooks come late, twice and out of order. Three rules make every order end alike: what is older than the newest
 * fact applied is superseded; what does not follow yet is refused, kept and tried again; what confirms the status with
 * a newer time moves the time, so that an unlock that overtook its lock is not undone by it. A
 * closure is never too late: nothing follows it at the issuer.
 */
public final class CardLifecycle {

    private CardLifecycle() {}

    public static CardTransition next(CardState state, CardEvent event) {
        if (event instanceof CorrectedToMatchIssuer correction) {
            return corrected(state, correction);
        }
        if (state.knowsNewerThan(event.at()) && !(event instanceof Closed)) {
            return new Superseded();
        }
        return switch (event) {
            case Activated activated -> activated(state, activated);
            case Locked locked -> locked(state, locked);
            case Unlocked unlocked -> unlocked(state, unlocked);
            case Closed closed -> closed(state);
            case CorrectedToMatchIssuer correction -> corrected(state, correction);
        };
    }

    private static CardTransition activated(CardState state, Activated event) {
        return switch (state.status()) {
            case TBA -> new Moved(ACTIVE);
            case ACTIVE -> confirmed(state, event, ACTIVE);
            case LOCKED, CLOSED -> new Refused(state.status());
        };
    }

    private static CardTransition locked(CardState state, Locked event) {
        return switch (state.status()) {
            case ACTIVE -> new Moved(LOCKED);
            case LOCKED -> confirmed(state, event, LOCKED);
            case TBA, CLOSED -> new Refused(state.status());
        };
    }

    private static CardTransition unlocked(CardState state, Unlocked event) {
        return switch (state.status()) {
            case LOCKED -> new Moved(ACTIVE);
            case ACTIVE -> confirmed(state, event, ACTIVE);
            case TBA, CLOSED -> new Refused(state.status());
        };
    }

    private static CardTransition closed(CardState state) {
        return switch (state.status()) {
            case TBA, ACTIVE, LOCKED -> new Moved(CLOSED);
            case CLOSED -> new Repeated();
        };
    }

    /** Closed stays closed, whatever anyone says. */
    private static CardTransition corrected(CardState state, CorrectedToMatchIssuer event) {
        if (state.status() == event.status()) {
            return new Repeated();
        }
        return state.status() == CLOSED ? new Refused(CLOSED) : new Moved(event.status());
    }

    private static CardTransition confirmed(CardState state, CardEvent event, CardStatus status) {
        return state.knows(event.at()) ? new Repeated() : new Moved(status);
    }
}
