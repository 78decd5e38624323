package com.bananacards.webhooks;

import com.bananacards.cards.CardReads;
import com.bananacards.http.Conditions;
import com.bananacards.http.DatabaseFailures;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.journal.Journal;
import com.bananacards.journal.Line;
import com.bananacards.security.Caller;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Makes deliveries that wait due again, one or a set of them.
 *
 * <p>None is swallowed: its row is locked first, so whoever is applying it is waited for, and what it became is looked
 * at. None has its effect twice: to be due is all that changes here, and what had its effect is not touched.
 */
@ApplicationScoped
public class Replays {

    private final CardReads cards;
    private final Journal journal;
    private final InboxWorker worker;
    private final InboxConfig config;
    private final Clock clock;

    @Inject
    Replays(CardReads cards, Journal journal, InboxWorker worker, InboxConfig config, Clock clock) {
        this.cards = cards;
        this.journal = journal;
        this.worker = worker;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Parked deliveries.
     *
     * @param after only those that came after this one
     * @param upTo only those that came up to this one
     */
    public record Parked(
            Optional<String> type,
            Optional<String> reason,
            Optional<Source> source,
            Optional<UUID> after,
            Optional<UUID> upTo) {

        private Conditions conditions() {
            Conditions conditions = Conditions.none()
                    .literally("status", Optional.of(DeliveryStatus.PARKED))
                    .where("type", type)
                    .where("reason", reason)
                    .where("source", source);
            after.ifPresent(id -> conditions.that("id > ?", id));
            upTo.ifPresent(id -> conditions.that("id <= ?", id));
            return conditions;
        }
    }

    /**
     * How many there are.
     *
     * @param matching so many, or more when it is the limit
     * @param newest the one that came last; null when there is none
     */
    public record Counted(long matching, @Nullable UUID newest) {}

    /** Counts a set; reads no more of it than the limit. */
    public Uni<Counted> count(Parked set, int most) {
        Conditions conditions = set.conditions();
        return Panache.withSession(() -> ids(conditions, " order by id", most)
                .chain(ids -> ids(conditions, " order by id desc", 1)
                        .map(newest -> new Counted(
                                ids.size(), newest.isEmpty() ? null : newest.getFirst()))));
    }

    private static Uni<List<UUID>> ids(Conditions conditions, String order, int most) {
        return Panache.getSession().chain(session -> {
            var query = session.createSelectionQuery(
                    "select id from Standing where " + conditions.text() + order, UUID.class);
            Object[] values = conditions.values();
            for (int i = 0; i < values.length; i++) {
                query.setParameter(i + 1, values[i]);
            }
            return query.setMaxResults(most).getResultList();
        });
    }

    /** Replays the oldest of a set; gives back their ids in the order in which they came. */
    public Uni<List<UUID>> replay(Caller operator, Parked set, int most) {
        Conditions conditions = set.conditions();
        return Panache.withTransaction(() -> Standing.<Standing>find(
                                conditions.text() + " order by id", conditions.values())
                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                        .range(0, most - 1)
                        .list()
                        .chain(chosen -> makeDue(operator, chosen)))
                // Who wakes parked deliveries takes them in another order.
                .onFailure(DatabaseFailures::isDatabaseAway)
                .retry()
                .atMost(config.replayRetries())
                .invoke(worker::wake);
    }

    /**
     * Replays one. What had its effect stays as it is.
     *
     * @throws Problem {@code not_found}
     */
    public Uni<Void> replay(Caller operator, UUID id) {
        return Panache.withTransaction(() -> Standing.<Standing>find("id", id)
                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                        .firstResult()
                        .chain(standing -> standing == null
                                ? applied(id)
                                : Uni.createFrom().item(standing))
                        .chain(one -> makeDue(operator, List.of(one))))
                .invoke(worker::wake)
                .replaceWithVoid();
    }

    private static Uni<Received> applied(UUID id) {
        return Delivery.<Delivery>findById(id)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.of(ProblemType.NOT_FOUND))
                .map(delivery -> delivery);
    }

    /** The rows are locked. All columns of them by one statement: an update by Hibernate would be one for each. */
    private Uni<List<UUID>> makeDue(Caller operator, List<? extends Received> chosen) {
        List<UUID> ids = chosen.stream().map(one -> one.id).toList();
        List<UUID> waiting =
                chosen.stream().filter(Received::isWaiting).map(one -> one.id).toList();
        return (waiting.isEmpty()
                        ? Uni.createFrom().item(0)
                        : Standing.update(
                                "attempts = 0, nextAttemptAt = ?1 where id in ?2",
                                clock.instant(),
                                waiting))
                .chain(() -> cards.idsByNumber(numbers(chosen)))
                .chain(known -> journal.append(lines(operator, chosen, known)))
                .replaceWith(ids);
    }

    private static List<Long> numbers(List<? extends Received> chosen) {
        return chosen.stream()
                .map(one -> one.issuerCardId)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private List<Line> lines(
            Caller operator, List<? extends Received> chosen, Map<Long, UUID> known) {
        return chosen.stream()
                .map(delivery -> Line.of(
                                clock.instant(),
                                "DeliveryReplayed",
                                "An operator replayed a " + delivery.type)
                        .delivery(delivery.id)
                        .card(known.get(delivery.issuerCardId))
                        .actor(operator.subject())
                        .with("status", delivery.status)
                        .with("parked_for", delivery.reason)
                        .silent())
                .toList();
    }
}
