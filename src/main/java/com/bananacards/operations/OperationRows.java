package com.bananacards.operations;

import com.bananacards.database.SessionSql;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.persistence.LockModeType;
import jakarta.persistence.NoResultException;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads operations for update. Locked last, after cardholders and cards, in the order of their ids. */
public final class OperationRows {

    private static final List<OperationKind> MOVING_MONEY = List.of(
            OperationKind.CARD_RECHARGE, OperationKind.CARD_APPLY, OperationKind.CARD_CLOSE);

    private static final String OPEN =
            " AND status IN ('REQUESTED', 'PENDING', 'UNKNOWN', 'IN_REVIEW') ORDER BY id FOR"
                    + " UPDATE";

    private static final String LOCK_OPEN_OF_CARDS =
            "SELECT id FROM operation WHERE card_id = ANY ($1)" + OPEN;

    private static final String LOCK_OPEN =
            "SELECT id FROM operation WHERE (card_id = ANY ($1) OR cardholder_id = ANY ($2))"
                    + OPEN;

    /** By the words of the index of migration {@code V22}. */
    private static final String CALLED_FAILED =
            "SELECT DISTINCT card_id FROM operation WHERE card_id = ANY ($1) AND status = 'FAILED'"
                    + " AND reason_code IN ("
                    + Reason.CONCLUDED.stream()
                            .map(code -> "'" + code + "'")
                            .collect(Collectors.joining(", "))
                    + ")";

    private OperationRows() {}

    static Uni<Operation> lock(UUID id) {
        return lockIfAny(id).onItem().ifNull().failWith(NoResultException::new);
    }

    /**
     * The operation, locked, or null. The first thing that a transaction reads of it: one that was read before it was
     * locked stays in the session as it was then.
     */
    public static Uni<@Nullable Operation> lockIfAny(UUID id) {
        return Operation.<Operation>find("id", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /** The open operations of these cards and cardholders, locked. Most often there is none, and no entity is made. */
    public static Uni<List<Operation>> lockOpen(
            Collection<UUID> cards, Collection<UUID> cardholders) {
        if (cards.isEmpty() && cardholders.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return lockIds(cards, cardholders)
                .chain(ids -> ids.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : Operation.list("id in ?1 order by id", ids));
    }

    private static Uni<List<UUID>> lockIds(Collection<UUID> cards, Collection<UUID> cardholders) {
        Object ofCards = cards.toArray(new UUID[0]);
        Uni<List<Object[]>> rows = cardholders.isEmpty()
                ? SessionSql.select(LOCK_OPEN_OF_CARDS, ofCards)
                : SessionSql.select(LOCK_OPEN, ofCards, cardholders.toArray(new UUID[0]));
        return rows.map(all -> all.stream().map(row -> (UUID) row[0]).toList());
    }

    /** True when an assignment of a number with one of these fingerprints is open. */
    public static Uni<Boolean> openAssignmentOf(List<byte[]> fingerprints) {
        return Operation.count(
                        "kind = ?1 and pan.fingerprint in ?2 and status in ?3",
                        OperationKind.CARD_ASSIGN,
                        fingerprints,
                        OperationStatus.OPEN)
                .map(open -> open > 0);
    }

    /** The open operations of these cards; not locked. */
    public static Uni<List<Operation>> open(Collection<UUID> cards) {
        return cards.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Operation.list("cardId in ?1 and status in ?2", cards, OperationStatus.OPEN);
    }

    /** The open operations of a kind, the oldest first; not locked. */
    public static Uni<List<Operation>> waiting(OperationKind kind, int limit) {
        return Operation.<Operation>find(
                        "kind = ?1 and status in ?2 order by id", kind, OperationStatus.CHECKED)
                .range(0, limit - 1)
                .list();
    }

    /**
     * Whose assignments and applications were answered with one of these numbers. Only that: an operation that is read
     * before it is locked stays in the session as it was then, and what is written of it later is lost.
     */
    public static Uni<List<UUID>> cardholdersByIssuerRef(Collection<Long> refs) {
        return refs.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Panache.getSession()
                        .chain(session -> session.createQuery(
                                        "select distinct o.cardholderId from Operation o where"
                                                + " o.issuerRef in ?1",
                                        UUID.class)
                                .setParameter(1, refs)
                                .getResultList());
    }

    /**
     * The assignments and applications whose answer named one of these numbers; not locked. Those that are open are
     * locked before by {@link #lockOpen}.
     */
    public static Uni<List<Operation>> byIssuerRef(Collection<Long> refs) {
        return refs.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Operation.list("issuerRef in ?1 order by id", refs);
    }

    /** The newest settled operations of these cards, and those of these cardholders that made or should have made one. */
    public static Uni<List<Operation>> settled(
            Collection<UUID> cards, Collection<UUID> cardholders, int limit) {
        return cards.isEmpty() && cardholders.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Operation.<Operation>find(
                                "(cardId in ?1 or (cardholderId in ?2 and kind in ?3)) and status"
                                        + " in ?4 order by id desc",
                                orNone(cards),
                                orNone(cardholders),
                                List.of(OperationKind.CARD_ASSIGN, OperationKind.CARD_APPLY),
                                List.of(OperationStatus.SUCCEEDED, OperationStatus.FAILED))
                        .page(0, limit)
                        .list();
    }

    /** The newest settled operations of those of these cards of which one was called failed; most often there is none. */
    public static Uni<List<Operation>> calledFailed(Collection<UUID> cards, int limit) {
        return cards.isEmpty()
                ? Uni.createFrom().item(List.of())
                : SessionSql.select(CALLED_FAILED, (Object) cards.toArray(new UUID[0]))
                        .map(rows -> rows.stream().map(row -> (UUID) row[0]).toList())
                        .chain(found -> settled(found, List.of(), limit));
    }

    /** What was settled for these cards and cardholders and not restored, and any registration; not locked. */
    public static Uni<List<Operation>> own(
            Collection<UUID> cards, Collection<UUID> cardholders, int limit) {
        return cards.isEmpty() && cardholders.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Operation.<Operation>find(
                                "(cardId in ?1 or cardholderId in ?2) and (restoredAt is null or"
                                        + " kind in ?3) and status in ?4 order by id desc",
                                orNone(cards),
                                orNone(cardholders),
                                List.of(OperationKind.CARDHOLDER_REGISTER),
                                List.of(OperationStatus.SUCCEEDED, OperationStatus.FAILED))
                        .page(0, limit)
                        .list();
    }

    /** How many other operations that move money were open at this time, or after it. */
    static Uni<Long> movingMoney(UUID but, Instant since) {
        return Operation.count(
                "id <> ?1 and kind in ?2 and (settledAt is null or settledAt >= ?3)"
                        + " and (sentAt is not null or status <> ?4) and heldUntil is null",
                but,
                MOVING_MONEY,
                since,
                OperationStatus.FAILED);
    }

    /** Those of the issuer's transactions that carried out another operation of this card. */
    static Uni<Set<Long>> carriedOutBy(UUID card, List<Long> transactions, UUID but) {
        return Operation.<Operation>list(
                        "cardId = ?1 and issuerTransactionId in ?2 and id <> ?3",
                        card,
                        transactions,
                        but)
                .map(found -> found.stream()
                        .map(Operation::issuerTransactionId)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** The other recharges of this card that were carried out by nobody knows which transaction. */
    static Uni<List<Operation>> withoutTransaction(UUID card, UUID but) {
        return Operation.list(
                "cardId = ?1 and kind = ?2 and status = ?3 and issuerTransactionId is null and id"
                        + " <> ?4",
                card,
                OperationKind.CARD_RECHARGE,
                OperationStatus.SUCCEEDED,
                but);
    }

    /** True when money has reached this card by an operation of ours. */
    public static Uni<Boolean> isFunded(UUID card) {
        return Operation.count(
                        "cardId = ?1 and status = ?2 and price.amount is not null",
                        card,
                        OperationStatus.SUCCEEDED)
                .map(count -> count > 0);
    }

    /** Those that are due for a check, taken so that no other replica takes them at the same time. */
    public static Uni<List<UUID>> due(Instant now, int limit) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                    SELECT id FROM operation WHERE next_check_at <= :now
                    ORDER BY next_check_at LIMIT :limit FOR UPDATE SKIP LOCKED\
                    """, UUID.class)
                        .setParameter("now", now.atOffset(java.time.ZoneOffset.UTC))
                        .setParameter("limit", limit)
                        .getResultList());
    }

    /** An empty list is no SQL; an id that nobody has stands for it. */
    private static Collection<UUID> orNone(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of(new UUID(0, 0)) : ids;
    }
}
