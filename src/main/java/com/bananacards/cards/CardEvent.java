package com.bananacards.cards;

import java.time.Instant;

/** What can happen to a card, with the issuer's time of it. */
public sealed interface CardEvent {

    /** When it happened, by the issuer's clock. */
    Instant at();

    record Activated(Instant at) implements CardEvent {}

    record Locked(Instant at) implements CardEvent {}

    record Unlocked(Instant at) implements CardEvent {}

    record Closed(Instant at) implements CardEvent {}

    /** The issuer's own information contradicts our status; the issuer is right. */
    record CorrectedToMatchIssuer(CardStatus status, Instant at) implements CardEvent {}
}
