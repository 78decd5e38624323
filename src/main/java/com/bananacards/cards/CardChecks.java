package com.bananacards.cards;

import com.bananacards.bananatech.CardRef;
import com.bananacards.bananatech.IssuerReads.CardInformation;
import com.bananacards.cardholders.Cardholder;
import com.bananacards.journal.Journal;
import com.bananacards.journal.Line;
import com.bananacards.operations.OperationRows;
import com.bananacards.operations.OperationsConfig;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Holds cards against what the issuer says of them, and puts right what differs. The issuer is right; each correction
 * is a line of its own. A card with an open operation is left to that operation's settlement.
 */
@ApplicationScoped
public class CardChecks {

    private static final String TAKE = """
        UPDATE card SET checked_at = :now WHERE id IN (
          SELECT id FROM card
          WHERE coalesce(checked_at, created_at) < :before AND (status <> 'CLOSED' OR closed_at > :closed)
          ORDER BY coalesce(checked_at, created_at) LIMIT :limit FOR UPDATE SKIP LOCKED)
        RETURNING id\
        """;

    private final Journal journal;
    private final CardFindings findings;
    private final CardsConfig cards;
    private final Clock clock;

    @Inject
    CardChecks(
            Journal journal,
            CardFacts facts,
            CardStatuses statuses,
            CardsConfig cards,
            OperationsConfig config,
            Clock clock) {
        this.journal = journal;
        this.findings = new CardFindings(facts, statuses, config);
        this.cards = cards;
        this.clock = clock;
    }

    /** A card that is to be looked at, and what was known of it when that began. */
    public record Due(
            UUID cardId,
            CardRef ref,
            Instant asked,
            @Nullable Instant factAt,
            @Nullable Instant balanceAt) {}

    /** Takes some cards that were not looked at for this long, the longest first; no other replica takes them too. */
    public Uni<List<Due>> take(Duration every, int limit) {
        Instant now = clock.instant();
        return Panache.withTransaction(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(TAKE, UUID.class)
                        .setParameter("now", now.atOffset(ZoneOffset.UTC))
                        .setParameter("before", now.minus(every).atOffset(ZoneOffset.UTC))
                        .setParameter(
                                "closed",
                                now.minus(cards.checkedAfterClosure()).atOffset(ZoneOffset.UTC))
                        .setParameter("limit", limit)
                        .getResultList())
                .chain(ids -> load(ids, now)));
    }

    static Uni<List<Due>> load(List<UUID> ids, Instant now) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Card.<Card>list("id in ?1 order by id", ids)
                .chain(cards -> Cardholder.<Cardholder>list(
                                "id in ?1 and issuerUserId is not null",
                                cards.stream().map(card -> card.cardholderId).toList())
                        .map(owners -> due(cards, owners, now)));
    }

    private static List<Due> due(List<Card> cards, List<Cardholder> owners, Instant now) {
        List<Due> due = new ArrayList<>();
        cards.forEach(card -> owners.stream()
                .filter(owner -> owner.id().equals(card.cardholderId))
                .forEach(owner -> due.add(new Due(
                        card.id,
                        card.ref(Objects.requireNonNull(owner.issuerUserId())),
                        now,
                        card.factAt,
                        card.balanceAt))));
        return due;
    }

    /** Puts a card right. What was heard of it since the check began is newer than what the check says. */
    public Uni<Void> hold(Due due, CardInformation issuers) {
        return Panache.withTransaction(() -> Cards.locked(due.cardId())
                .chain(card -> OperationRows.open(List.of(due.cardId()))
                        .chain(open -> card != null && open.isEmpty()
                                ? correct(card, due, issuers)
                                : Uni.createFrom().voidItem())));
    }

    private Uni<Void> correct(Card card, Due due, CardInformation issuers) {
        List<Line> lines = findings.correct(card, due, issuers, clock.instant());
        return lines.isEmpty()
                ? Uni.createFrom().voidItem()
                : Cards.write(card).chain(() -> journal.append(lines));
    }
}
