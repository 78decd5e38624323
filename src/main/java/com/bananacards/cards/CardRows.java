package com.bananacards.cards;

import com.bananacards.database.SessionSql;
import com.bananacards.security.OwnedColumns;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Reads and writes a batch's cards in one statement each, without Hibernate: a card is read, locked and written once
 * however many facts move it. What is read so is no managed entity; only {@link #write} writes it.
 */
final class CardRows {

    private static final String COLUMNS = """
        card.id, issuer_card_id, cardholder_id, template_id, type, status, fact_at, last4, pan_fingerprint, pan_key,
               currency, balance_total::text, balance_available::text, balance_at, balance_stated_at,
               created_at, activated_at, closed_at, updated_at, version
        """;

    /** As {@link OwnedColumns} asks; behind the card's own columns whether something is open for it. */
    static final String SEEN = "SELECT asked.number, " + COLUMNS + """
        , EXISTS (SELECT 1 FROM operation o WHERE o.card_id = card.id
                  AND o.status IN ('REQUESTED', 'PENDING', 'UNKNOWN', 'IN_REVIEW'))
        FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS asked (id, owner, number)
        JOIN card ON card.id = asked.id AND (asked.owner IS NULL OR card.cardholder_id = asked.owner)\
        """;

    private static final String LOCK = "SELECT " + COLUMNS + """
        FROM card WHERE issuer_card_id = ANY ($1) ORDER BY id FOR UPDATE\
        """;

    private static final String LOCK_ONE =
            "SELECT " + COLUMNS + "FROM card WHERE id = $1 FOR UPDATE";

    private static final String WRITE = """
        UPDATE card c
        SET status = n.status, fact_at = n.fact_at, last4 = n.last4, pan_fingerprint = n.pan, pan_key = n.pan_key,
            currency = n.currency, balance_total = n.total::numeric, balance_available = n.available::numeric,
            balance_at = n.balance_at, balance_stated_at = n.stated_at, activated_at = n.activated_at,
            closed_at = n.closed_at, updated_at = n.updated_at, version = c.version + 1
        FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::bytea[], $6::text[], $7::text[],
                    $8::text[], $9::text[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[],
                    $13::timestamptz[], $14::timestamptz[], $15::integer[])
             AS n (id, status, fact_at, last4, pan, pan_key, currency, total, available, balance_at, stated_at,
                   activated_at, closed_at, updated_at, version)
        WHERE c.id = n.id AND c.version = n.version\
        """;

    private CardRows() {}

    /** The cards of these numbers, locked in the order of their ids. */
    static Uni<List<Card>> lock(Collection<Long> issuerCardIds) {
        return issuerCardIds.isEmpty()
                ? Uni.createFrom().item(List.of())
                : SessionSql.select(LOCK, (Object) issuerCardIds.toArray(new Long[0]))
                        .map(rows -> rows.stream().map(CardRows::card).toList());
    }

    static Uni<@Nullable Card> lock(UUID id) {
        return SessionSql.select(LOCK_ONE, id)
                .map(rows -> rows.isEmpty() ? null : card(rows.getFirst()));
    }

    static Card card(@Nullable Object[] row) {
        Card card = new Card();
        card.id = (UUID) row[0];
        card.issuerCardId = (Long) row[1];
        card.cardholderId = (UUID) row[2];
        card.templateId = (Long) row[3];
        card.type = CardType.valueOf((String) row[4]);
        card.status = CardStatus.valueOf((String) row[5]);
        card.factAt = instant(row[6]);
        card.last4 = (String) row[7];
        card.panFingerprint = row[8] == null ? null : ((Buffer) row[8]).getBytes();
        card.panKey = (String) row[9];
        card.currency = (String) row[10];
        card.balanceTotal = new BigDecimal((String) row[11]);
        card.balanceAvailable = new BigDecimal((String) row[12]);
        card.balanceAt = instant(row[13]);
        card.balanceStatedAt = instant(row[14]);
        card.createdAt = Objects.requireNonNull(instant(row[15]));
        card.activatedAt = instant(row[16]);
        card.closedAt = instant(row[17]);
        card.updatedAt = Objects.requireNonNull(instant(row[18]));
        card.version = (Integer) row[19];
        return card;
    }

    /** The last column of {@link #SEEN}. */
    static boolean isOpenFor(@Nullable Object[] row) {
        return Boolean.TRUE.equals(row[20]);
    }

    private static @Nullable Instant instant(@Nullable Object time) {
        return time == null ? null : ((OffsetDateTime) time).toInstant();
    }

    /** Writes them, each once; they are locked. */
    static Uni<Void> write(List<Card> changed) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return SessionSql.update(WRITE, columns(changed))
                .invoke(written -> {
                    if (written != changed.size()) {
                        throw new IllegalStateException(
                                "a locked card was changed by another: " + written + " written");
                    }
                    changed.forEach(Card::isWritten);
                })
                .replaceWithVoid();
    }

    private static Object[] columns(List<Card> cards) {
        List<Object> columns = new ArrayList<>();
        columns.add(column(cards, card -> card.id, UUID[]::new));
        columns.add(column(cards, card -> card.status.name(), String[]::new));
        columns.add(times(cards, card -> card.factAt));
        columns.add(column(cards, card -> card.last4, String[]::new));
        columns.add(column(cards, card -> buffer(card.panFingerprint), Buffer[]::new));
        columns.add(column(cards, card -> card.panKey, String[]::new));
        columns.add(column(cards, card -> card.currency, String[]::new));
        columns.add(column(cards, card -> card.balanceTotal.toPlainString(), String[]::new));
        columns.add(column(cards, card -> card.balanceAvailable.toPlainString(), String[]::new));
        columns.add(times(cards, card -> card.balanceAt));
        columns.add(times(cards, card -> card.balanceStatedAt));
        columns.add(times(cards, card -> card.activatedAt));
        columns.add(times(cards, card -> card.closedAt));
        columns.add(times(cards, card -> card.updatedAt));
        columns.add(column(cards, card -> card.version, Integer[]::new));
        return columns.toArray();
    }

    private static @Nullable Buffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : Buffer.buffer(bytes);
    }

    private static OffsetDateTime[] times(
            List<Card> cards, Function<Card, @Nullable Instant> time) {
        return column(
                cards,
                card -> {
                    Instant at = time.apply(card);
                    return at == null ? null : at.atOffset(ZoneOffset.UTC);
                },
                OffsetDateTime[]::new);
    }

    private static <T> T[] column(
            List<Card> cards, Function<Card, @Nullable T> value, IntFunction<T[]> array) {
        return cards.stream().map(value).toArray(array);
    }
}
