package com.bananacards.cards;

import com.bananacards.journal.Line;

import java.time.Instant;

/** The journal's words for what happens to a card. */
public final class CardLines {

    /** The event stream's name for a changed card. */
    public static final String UPDATED = "card.updated";

    private CardLines() {}

    /** A line about this card, to be finished by the caller. */
    public static Line.Builder about(Card card, Instant at, String kind, String predicate) {
        return Line.of(at, kind, "The card " + predicate)
                .card(card.id)
                .cardholder(card.cardholderId)
                .issuerCard(card.issuerCardId);
    }

    static Line.Builder moved(Card card, CardEvent event, Instant now) {
        return about(card, now, "Card" + event.getClass().getSimpleName(), words(event))
                .with("issuer_time", event.at())
                .with("status", card.status);
    }

    private static String words(CardEvent event) {
        return switch (event) {
            case CardEvent.Activated ignored -> "was activated";
            case CardEvent.Locked ignored -> "was locked";
            case CardEvent.Unlocked ignored -> "was unlocked";
            case CardEvent.Closed ignored -> "was closed";
            case CardEvent.CorrectedToMatchIssuer(CardStatus status, Instant ignored) ->
                "was put right: the issuer says " + status;
        };
    }
}
