package com.bananacards.cards;

/** What an event makes of a card. */
public sealed interface CardTransition {

    /** It has this status now, or has it confirmed by a newer fact. */
    record Moved(CardStatus to) implements CardTransition {}

    /** The very same was known already. */
    record Repeated() implements CardTransition {}

    /** A newer fact was applied before: this one comes too late to matter. */
    record Superseded() implements CardTransition {}

    /** It does not follow from this status: something in between has not arrived. Tried again after each move. */
    record Refused(CardStatus from) implements CardTransition {}
}
