package com.bananacards.guard;

import com.bananacards.operations.Intent;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;

import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;

/**
 * Counts what moves money, from the operations themselves: there is no second book that could differ. Whoever counts
 * holds a lock until the end of its transaction, so that the next one sees what came of it. The locks are taken in one
 * order, after all rows, and by nobody else.
 */
@Singleton
class Spending {

    /** Any number that nobody else uses for advisory locks in this database. */
    private static final int LOCKS = 0x62_61_6e_61;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final UUID NONE = new UUID(0, 0);

    private static final String LOCK =
            "SELECT cast(pg_advisory_xact_lock(:space, hashtext(:key)) AS text)";

    private static final String OF_CARDHOLDER = """
        SELECT coalesce(sum(amount) FILTER (WHERE card_id = :card AND counts AND today), 0) AS by_card,
               coalesce(sum(amount) FILTER (WHERE counts AND today), 0) AS by_cardholder,
               count(*) FILTER (WHERE card_id = :card AND kind = 'CARD_RECHARGE' AND begun_at > :hour
                                  AND (status <> 'FAILED' OR sent_at IS NOT NULL)) AS recharges,
               (SELECT max(settled_at) FROM operation
                 WHERE card_id = :card AND answer_lost_at IS NOT NULL) AS doubt_ended
        FROM (SELECT *, status <> 'FAILED' OR counted AS counts, begun_at >= :day AS today
                FROM operation
               WHERE cardholder_id = :holder AND begun_at >= :since AND currency = :currency
                 AND kind IN ('CARD_RECHARGE', 'CARD_APPLY') AND amount IS NOT NULL AND id <> :but) o\
        """;

    private static final String OF_MERCHANT = """
        SELECT coalesce(sum(amount), 0) FROM operation
        WHERE begun_at >= :day AND currency = :currency AND (status <> 'FAILED' OR counted)
          AND kind IN ('CARD_RECHARGE', 'CARD_APPLY') AND amount IS NOT NULL AND id <> :but\
        """;

    private final GuardConfig config;

    @Inject
    Spending(GuardConfig config) {
        this.config = config;
    }

    /**
     * What counts already, seen after everybody who counted before has committed. Runs within the caller's
     * transaction.
     *
     * @param but an operation that is left out, because it is being approved; null for none
     */
    Uni<Spent> lockAndCount(Intent intent, String currency, @Nullable UUID but, Instant now) {
        Uni<Spent> counted = Panache.getSession()
                .chain(session -> lock(session, "cardholder " + intent.cardholderId())
                        .chain(() -> ofCardholder(session, intent, currency, but, now)));
        return config.merchantPerDay().isEmpty()
                ? counted
                : counted.chain(spent -> Panache.getSession()
                        .chain(session -> lock(session, "merchant")
                                .chain(() -> ofMerchant(session, currency, but, now)))
                        .map(all -> new Spent(
                                spent.byCard(),
                                spent.byCardholder(),
                                all,
                                spent.recharges(),
                                spent.doubtEnded())));
    }

    /** A statement of its own: what is counted must be seen by a snapshot that is taken once the lock is had. */
    private static Uni<String> lock(Mutiny.Session session, String key) {
        return session.createNativeQuery(LOCK, String.class)
                .setParameter("space", LOCKS)
                .setParameter("key", key)
                .getSingleResult();
    }

    private Uni<Spent> ofCardholder(
            Mutiny.Session session,
            Intent intent,
            String currency,
            @Nullable UUID but,
            Instant now) {
        OffsetDateTime day = today(now);
        OffsetDateTime hour = now.minus(HOUR).atOffset(ZoneOffset.UTC);
        return session.createNativeQuery(OF_CARDHOLDER, Tuple.class)
                .setParameter("card", Objects.requireNonNullElse(intent.cardId(), NONE))
                .setParameter("holder", intent.cardholderId())
                .setParameter("currency", currency)
                .setParameter("but", Objects.requireNonNullElse(but, NONE))
                .setParameter("since", day.isBefore(hour) ? day : hour)
                .setParameter("day", day)
                .setParameter("hour", hour)
                .getSingleResult()
                .map(Spending::spent);
    }

    private static Spent spent(Tuple row) {
        OffsetDateTime ended = row.get("doubt_ended", OffsetDateTime.class);
        return new Spent(
                row.get("by_card", BigDecimal.class),
                row.get("by_cardholder", BigDecimal.class),
                BigDecimal.ZERO,
                row.get("recharges", Number.class).longValue(),
                ended == null ? null : ended.toInstant());
    }

    private Uni<BigDecimal> ofMerchant(
            Mutiny.Session session, String currency, @Nullable UUID but, Instant now) {
        return session.createNativeQuery(OF_MERCHANT, BigDecimal.class)
                .setParameter("currency", currency)
                .setParameter("but", Objects.requireNonNullElse(but, NONE))
                .setParameter("day", today(now))
                .getSingleResult();
    }

    private OffsetDateTime today(Instant now) {
        return now.atZone(config.dayZone())
                .toLocalDate()
                .atStartOfDay(config.dayZone())
                .toOffsetDateTime()
                .withOffsetSameInstant(ZoneOffset.UTC);
    }
}
