package com.bananacards.cards;

import com.bananacards.bananatech.IssuerFact.CardAssignResult;
import com.bananacards.bananatech.IssuerFact.Result;
import com.bananacards.bananatech.IssuerReads.CardInformation;
import com.bananacards.journal.Line;
import com.bananacards.operations.Applied;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OperationsConfig;
import com.bananacards.operations.Telling;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the issuer's information about a card makes of what is loaded and locked. In memory. */
final class CardFindings {

    private final CardFacts facts;
    private final CardStatuses statuses;
    private final OperationsConfig settlement;

    CardFindings(CardFacts facts, CardStatuses statuses, OperationsConfig settlement) {
        this.facts = facts;
        this.statuses = statuses;
        this.settlement = settlement;
    }

    /** The status, where it is the one that an operation of this kind was to bring about. */
    Optional<CardStatus> confirmed(OperationKind kind, String status) {
        return statuses.of(status).filter(said -> said == expected(kind));
    }

    private static @Nullable CardStatus expected(OperationKind kind) {
        return switch (kind) {
            case CARD_ACTIVATE, CARD_UNLOCK -> CardStatus.ACTIVE;
            case CARD_LOCK -> CardStatus.LOCKED;
            case CARD_CLOSE -> CardStatus.CLOSED;
            case CARDHOLDER_REGISTER, CARD_ASSIGN, CARD_APPLY, CARD_RECHARGE -> null;
        };
    }

    /**
     * The card has this status, which an operation waits for. What was asked for one that was settled meanwhile says
     * nothing any more.
     *
     * @param asked when the issuer was asked
     */
    Applied informed(
            Operation operation,
            long issuerCardId,
            CardStatus said,
            Instant asked,
            Scene scene,
            Telling telling) {
        Card card = Objects.requireNonNull(scene.card(issuerCardId));
        Operation open = scene.open(card, operation.kind());
        if (open == null || !open.id().equals(operation.id())) {
            return Applied.SUPERSEDED;
        }
        CardEvent event = new CardEvent.CorrectedToMatchIssuer(said, asOf(card.factAt, asked));
        return facts.moved(card, event, open, scene, telling);
    }

    /** That the issuer knows the card of an assignment, as its webhook would say. */
    static CardAssignResult exists(Operation assignment, long userId, long issuerCardId) {
        return new CardAssignResult(
                issuerCardId, userId, Result.SUCCESS, null, assignment.begunAt());
    }

    /** Puts right what differs. What was heard of the card since the check began is newer than what the check says. */
    List<Line> correct(Card card, CardChecks.Due due, CardInformation issuers, Instant now) {
        List<Line> lines = new ArrayList<>();
        if (Objects.equals(card.factAt, due.factAt())) {
            correctStatus(card, issuers, due.asked(), now, lines);
        }
        if (Objects.equals(card.balanceAt(), due.balanceAt())) {
            correctBalance(card, issuers, due.asked(), now, lines);
        }
        return lines;
    }

    private void correctStatus(
            Card card, CardInformation issuers, Instant asked, Instant now, List<Line> lines) {
        statuses.of(issuers.status())
                .filter(status -> status != card.status)
                .map(status ->
                        new CardEvent.CorrectedToMatchIssuer(status, asOf(card.factAt, asked)))
                .filter(event -> card.apply(event, now) instanceof CardTransition.Moved)
                .ifPresent(event -> lines.add(CardLines.moved(card, event, now)
                        .with("witness", CardEvidence.WITNESS)
                        .streamed(CardLines.UPDATED, CardView.of(card, null))));
    }

    private void correctBalance(
            Card card, CardInformation issuers, Instant asked, Instant now, List<Line> lines) {
        if (issuers.balance() == null
                || !card.isIn(issuers.currency())
                || card.balance().amount().compareTo(issuers.balance()) == 0) {
            return;
        }
        String before = card.balance().text();
        card.states(issuers.balance(), issuers.balance(), asOf(card.balanceAt(), asked), now);
        lines.add(CardLines.about(
                        card,
                        now,
                        "CardBalanceCorrected",
                        "was put right: it holds " + card.balance().text() + ", not " + before)
                .with("before", before)
                .with("total", card.balance().text())
                .streamed(CardLines.UPDATED, CardView.of(card, null)));
    }

    /** Newer than what was known, and no newer than a webhook that may be on its way. */
    private Instant asOf(@Nullable Instant known, Instant asked) {
        Instant earliest = asked.minus(settlement.clockSkew());
        return known != null && known.isAfter(earliest) ? known : earliest;
    }
}
