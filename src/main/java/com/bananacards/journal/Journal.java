package com.bananacards.journal;

import com.bananacards.database.SessionSql;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Appends lines within the running transaction, and reads a card's timeline. */
@ApplicationScoped
public class Journal {

    /** The channel on which a commit announces new lines. A hint: whoever misses it reads a little later. */
    static final String CHANNEL = "bananacards_journal";

    /**
     * A line's place is the writing transaction's number or, if that is larger, that of the last transaction that had
     * ended when it was appended. Whoever waited for a lock took its own number before the one it waited for had
     * ended, but changes things after it.
     */
    private static final String APPEND = """
        WITH place AS (
          SELECT greatest(pg_current_xact_id(), cast(cast(
                   cast(cast(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint) - 1 AS text) AS xid8)) AS txid
        ), appended AS (
          INSERT INTO journal (txid, at, kind, summary, cardholder_id, card_id, operation_id, delivery_id,
                               issuer_card_id, issuer_user_id, actor, request_id, data, event, body)
          SELECT (SELECT txid FROM place), at, kind, summary, cardholder_id, card_id, operation_id, delivery_id,
                 issuer_card_id, issuer_user_id, actor, request_id, data::jsonb, event, body::jsonb
          FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[],
                      $8::bigint[], $9::bigint[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[])
               WITH ORDINALITY AS line (at, kind, summary, cardholder_id, card_id, operation_id, delivery_id,
                 issuer_card_id, issuer_user_id, actor, request_id, data, event, body, place)
          ORDER BY line.place
          RETURNING 1)
        SELECT cast(pg_notify('bananacards_journal', '') AS text) || cast(pg_current_xact_id() AS text)
        FROM (SELECT count(*) FROM appended) counted
        """;

    private final ObjectMapper json;
    private final CommittedLines committed;

    @Inject
    Journal(ObjectMapper json, CommittedLines committed) {
        this.json = json;
        this.committed = committed;
    }

    /** Lines about operations that this replica wrote and that are committed, for those who count them. Told soon, once. */
    public record Committed(List<Line> lines) {}

    /** Appends in the order given, within the transaction of the running session. */
    public Uni<Void> append(List<Line> lines) {
        if (lines.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.flush()
                .chain(() -> SessionSql.select(APPEND, columns(lines)))
                .invoke(rows ->
                        committed.await(Objects.requireNonNull((String) rows.getFirst()[0]), lines))
                .replaceWithVoid();
    }

    private Object[] columns(List<Line> lines) {
        return new Object[] {
            column(lines, line -> time(line.at()), OffsetDateTime[]::new),
            column(lines, Line::kind, String[]::new),
            column(lines, Line::summary, String[]::new),
            column(lines, Line::cardholderId, UUID[]::new),
            column(lines, Line::cardId, UUID[]::new),
            column(lines, Line::operationId, UUID[]::new),
            column(lines, Line::deliveryId, UUID[]::new),
            column(lines, Line::issuerCardId, Long[]::new),
            column(lines, Line::issuerUserId, Long[]::new),
            column(lines, Line::actor, String[]::new),
            column(lines, Line::requestId, String[]::new),
            column(lines, line -> write(line.data()), String[]::new),
            column(lines, Line::event, String[]::new),
            column(lines, line -> line.body() == null ? null : write(line.body()), String[]::new),
        };
    }

    private static OffsetDateTime time(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
    }

    private static <T> T[] column(
            List<Line> lines, Function<Line, @Nullable T> value, IntFunction<T[]> array) {
        return lines.stream().map(value).toArray(array);
    }

    /**
     * What happened to this card, oldest first: requests, calls, deliveries, corrections and outcomes.
     *
     * @param after the last position already shown, 0 for the beginning
     */
    public Uni<List<TimelineEntry>> timeline(UUID cardId, long after, int limit) {
        return Panache.withSession(() -> JournalLine.ofCard(cardId, after, limit))
                .map(lines -> lines.stream().map(TimelineEntry::of).toList());
    }

    /** What happened to this operation, oldest first. Runs within the caller's session. */
    public Uni<List<TimelineEntry>> ofOperation(UUID operationId, int limit) {
        return JournalLine.ofOperation(operationId, limit)
                .map(lines -> lines.stream().map(TimelineEntry::of).toList());
    }

    /**
     * Who did what, was refused, or decided, newest first.
     *
     * @param before show what is older than this position
     */
    public Uni<List<AuditEntry>> audit(
            Optional<String> actor, Optional<String> kind, long before, int limit) {
        return Panache.withSession(() -> JournalLine.ofAudit(actor, kind, before, limit))
                .map(lines -> lines.stream().map(JournalLine::audited).toList());
    }

    private String write(Object part) {
        try {
            return json.writeValueAsString(part);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("a journal line must be writable", unwritable);
        }
    }
}
