package com.bananacards.cards;

import com.bananacards.bananatech.IssuerFact;
import com.bananacards.bananatech.IssuerReads.CardInformation;
import com.bananacards.cardholders.Cardholder;
import com.bananacards.journal.Line;
import com.bananacards.operations.Applied;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OperationTable;
import com.bananacards.operations.OperationsConfig;
import com.bananacards.operations.Telling;
import com.bananacards.testsupport.IssuerSettings;
import com.bananacards.testsupport.Settings;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The cards' table without a database, and production's {@link CardFindings} over it. */
public final class CardTable {

    private static final CardFacts FACTS = CardsInMemory.facts();
    private static final CardFindings FINDINGS = new CardFindings(
            FACTS,
            new CardStatuses(IssuerSettings.with(Map.of())),
            Settings.of(OperationsConfig.class));

    private final List<Card> rows = new ArrayList<>();

    /** A row as laws see it. */
    public record Row(CardStatus status, @Nullable Instant closedAt) {}

    public static Row row(Card card) {
        return new Row(card.status, card.closedAt);
    }

    public List<Card> all() {
        return rows;
    }

    /** A card that this operation made some time ago, holding so much. */
    public Card existing(Operation operation, long issuerCardId, BigDecimal holds, Instant then) {
        Card card = Card.madeBy(operation, issuerCardId, CardStatus.ACTIVE, then, "USD", then);
        card.states(holds, holds, then, then);
        rows.add(card);
        return card;
    }

    public @Nullable Card byNumber(long issuerCardId) {
        return rows.stream()
                .filter(one -> one.issuerCardId == issuerCardId)
                .findFirst()
                .orElse(null);
    }

    public Card get(UUID id) {
        return rows.stream().filter(one -> one.id.equals(id)).findFirst().orElseThrow();
    }

    /** What facts speak of, and no more than production loads. */
    public Scene scene(
            List<IssuerFact> facts, Collection<Cardholder> known, OperationTable operations) {
        Subjects all = Subjects.of(facts);
        Subjects settled = Subjects.maybeOfSettled(facts);
        Set<UUID> named = operations.byIssuerRef(all.cards()).stream()
                .map(Operation::cardholderId)
                .collect(Collectors.toSet());
        List<Cardholder> people = known.stream()
                .filter(one -> all.users().contains(one.issuerUserId()) || named.contains(one.id()))
                .toList();
        List<Card> cards = rows.stream()
                .filter(one -> all.cards().contains(one.issuerCardId))
                .toList();
        return new Scene(
                people,
                cards,
                operations.loaded(
                        cards.stream().map(Card::id).toList(),
                        people.stream().map(Cardholder::id).toList(),
                        settled.of(cards),
                        settled.ownersOf(people),
                        all.cards()));
    }

    public void write(Scene scene) {
        rows.addAll(scene.made());
        scene.made().clear();
    }

    /** Settlement asked, and the issuer says that the card has this status. Empty where that confirms nothing. */
    public static Optional<CardStatus> confirmed(OperationKind kind, String status) {
        return FINDINGS.confirmed(kind, status);
    }

    public static Applied informed(
            Operation operation,
            long issuerCardId,
            CardStatus said,
            Instant asked,
            Scene scene,
            Instant now) {
        return FINDINGS.informed(operation, issuerCardId, said, asked, scene, telling(now));
    }

    /** Settlement asked, and the issuer knows the card. */
    public static Applied exists(
            Operation assignment, long userId, long issuerCardId, Scene scene, Instant now) {
        return FACTS.apply(
                CardFindings.exists(assignment, userId, issuerCardId), scene, telling(now));
    }

    private static Telling telling(Instant now) {
        return new Telling(null, CardEvidence.WITNESS, now, new ArrayList<>());
    }

    /** A check of this card begins. */
    public static CardChecks.Due due(Card card, long userId, Instant now) {
        return new CardChecks.Due(card.id, card.ref(userId), now, card.factAt, card.balanceAt);
    }

    /** The check's answer is held against the card. */
    public List<Line> correct(CardChecks.Due due, CardInformation issuers, Instant now) {
        return FINDINGS.correct(get(due.cardId()), due, issuers, now);
    }
}
