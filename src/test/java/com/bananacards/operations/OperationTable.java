package com.bananacards.operations;

import com.bananacards.journal.Line;
import com.bananacards.testsupport.Copies;
import com.bananacards.testsupport.Settings;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The operations' table without a database: rows in the order of their ids, and {@link OperationRows}'s queries over
 * them. What is done to a row is production's {@link Settlement}.
 */
public final class OperationTable {

    private static final OperationsConfig CONFIG = Settings.of(OperationsConfig.class);
    private static final Set<OperationKind> MOVING_MONEY = EnumSet.of(
            OperationKind.CARD_RECHARGE, OperationKind.CARD_APPLY, OperationKind.CARD_CLOSE);

    private static final Set<OperationKind> MAKING_CARDS =
            EnumSet.of(OperationKind.CARD_ASSIGN, OperationKind.CARD_APPLY);

    private final Map<UUID, Operation> rows = new LinkedHashMap<>();

    /** A row as the table's constraints and laws see it. */
    public record Row(
            OperationStatus status,
            @Nullable Instant settledAt,
            @Nullable Instant nextCheckAt,
            @Nullable Reason reason) {}

    public static Row row(Operation operation) {
        return new Row(
                operation.status, operation.settledAt, operation.nextCheckAt, operation.reason);
    }

    public List<Operation> all() {
        return List.copyOf(rows.values());
    }

    public Operation get(UUID id) {
        return rows.get(id);
    }

    /** A command's first transaction. Ids grow with time, as production's do. */
    public Operation open(Intent intent, @Nullable Baseline before, Instant now) {
        UUID id = new UUID(1, rows.size() + 1L);
        Operation operation = new Operation(
                id, intent, before, OperationsInMemory.ORIGIN, now, CONFIG.sendLease());
        rows.put(id, operation);
        return operation;
    }

    /** A command's second transaction. */
    public Line called(UUID id, CallOutcome outcome, Instant sentAt, Instant now) {
        return Settlement.called(
                get(id), outcome, new CallTimes(sentAt, now), now, CONFIG.firstCheck());
    }

    /** The sweep's claim: what it goes on with is what it read. */
    public List<Operation> claim(Instant now, int limit, NextCheck nextCheck) {
        return where(one -> one.nextCheckAt != null && !one.nextCheckAt.isAfter(now))
                .sorted(Comparator.comparing((Operation one) -> one.nextCheckAt))
                .limit(limit)
                .peek(one -> one.checkAt(nextCheck.after(one.checks())))
                .map(Copies::of)
                .toList();
    }

    /** When an operation is looked at again after so many checks. */
    public interface NextCheck {
        Instant after(int checks);
    }

    public List<Line> happened(UUID id, OperationEvent event, Instant now) {
        return Settlement.happened(get(id), event, now);
    }

    public List<Line> heard(UUID id, List<Testimony> testimonies, Instant now) {
        return Settlement.hears(get(id), testimonies, now).orElse(List.of());
    }

    public Optional<List<Line>> notMoved(UUID id, List<Testimony> testimonies, Instant now) {
        return Settlement.notMoved(get(id), testimonies, new Reason("not_moved", null), now);
    }

    public List<Line> denied(UUID id, String witness, String code, Instant now) {
        Reason reason = new Reason(code, null);
        return Settlement.read(
                get(id), witness, new OperationEvent.Denied(reason), "no trace", now);
    }

    /** Somebody looks at it. */
    public void nudged(UUID id, Instant soon) {
        Operation operation = get(id);
        if (operation.nextCheckAt != null && operation.nextCheckAt.isAfter(soon)) {
            operation.nextCheckAt = soon;
        }
    }

    /** Open ones, newest settled ones and named ones, as production loads them. */
    public List<Operation> loaded(
            Collection<UUID> cards,
            Collection<UUID> cardholders,
            Collection<UUID> settledCards,
            Collection<UUID> settledCardholders,
            Collection<Long> refs) {
        Map<UUID, Operation> found = new LinkedHashMap<>();
        where(one -> one.status.isOpen() && isOf(one, cards, cardholders))
                .forEach(one -> found.putIfAbsent(one.id, one));
        List<Operation> settled = where(one -> one.status.isSettled()
                        && (one.cardId != null && settledCards.contains(one.cardId)
                                || MAKING_CARDS.contains(one.kind)
                                        && settledCardholders.contains(one.cardholderId)))
                .toList();
        settled.reversed().forEach(one -> found.putIfAbsent(one.id, one));
        byIssuerRef(refs).forEach(one -> found.putIfAbsent(one.id, one));
        return List.copyOf(found.values());
    }

    private static boolean isOf(Operation one, Collection<UUID> cards, Collection<UUID> holders) {
        return one.cardId != null && cards.contains(one.cardId)
                || holders.contains(one.cardholderId);
    }

    public List<Operation> byIssuerRef(Collection<Long> refs) {
        return where(one -> one.issuerRef != null && refs.contains(one.issuerRef))
                .toList();
    }

    public List<Operation> waiting(OperationKind kind) {
        return where(one -> one.kind == kind && OperationStatus.CHECKED.contains(one.status))
                .toList();
    }

    /** The open operations of a card. */
    public List<Operation> openOf(UUID card) {
        return where(one -> one.status.isOpen() && card.equals(one.cardId)).toList();
    }

    public long movingMoney(Operation but) {
        Baseline baseline = but.baseline;
        return baseline == null
                ? 0
                : where(one -> !one.id.equals(but.id)
                                && MOVING_MONEY.contains(one.kind)
                                && (one.settledAt == null || !one.settledAt.isBefore(baseline.at()))
                                && (one.sentAt != null || one.status != OperationStatus.FAILED))
                        .count();
    }

    public Set<Long> carriedOutByOthers(Operation but, Collection<Long> transactions) {
        return where(one -> but.cardId != null
                        && but.cardId.equals(one.cardId)
                        && !one.id.equals(but.id)
                        && one.issuerTransactionId != null
                        && transactions.contains(one.issuerTransactionId))
                .map(one -> one.issuerTransactionId)
                .collect(Collectors.toSet());
    }

    public List<Operation> othersWithoutTransaction(Operation but) {
        return where(one -> one.cardId != null
                        && one.cardId.equals(but.cardId)
                        && one.kind == OperationKind.CARD_RECHARGE
                        && one.status == OperationStatus.SUCCEEDED
                        && one.issuerTransactionId == null
                        && !one.id.equals(but.id))
                .toList();
    }

    private java.util.stream.Stream<Operation> where(Predicate<Operation> condition) {
        return rows.values().stream().filter(condition);
    }
}
