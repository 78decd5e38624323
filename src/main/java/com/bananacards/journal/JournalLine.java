package com.bananacards.journal;

import com.bananacards.http.Conditions;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A line of the journal as it is kept. Never changed; appended in sets by {@link Journal}, followed in commit order by
 * {@link JournalReader}: both are SQL, for what they need has no other words.
 */
@Entity
@Immutable
@Table(name = "journal")
class JournalLine extends PanacheEntityBase {

    private static final String OF_CARD = "cardId = ?1 and position > ?2 order by position";

    /** Only what makes a card has lines that were written before it had one. */
    private static final String BEFORE_CARD = """
        select l from JournalLine l, Operation o
        where l.operationId = o.id and o.cardId = ?1
          and o.kind in (com.bananacards.operations.OperationKind.CARD_ASSIGN,
            com.bananacards.operations.OperationKind.CARD_APPLY)
          and l.cardId is null and l.position > ?2
        order by l.position\
        """;

    /** As the index {@code journal_audit} has it. */
    private static final String AUDITED = """
        (actor is not null or kind in ('AccessRefused', 'OperationSucceeded', 'OperationFailed',
            'OperationToReview', 'OperationContradicted', 'JournalTrimmed')) and\
        """;

    @Id
    long position;

    Instant at;

    String kind;

    String summary;

    @Column(name = "cardholder_id")
    @Nullable
    UUID cardholder;

    @Column(name = "card_id")
    @Nullable
    UUID cardId;

    @Column(name = "operation_id")
    @Nullable
    UUID operationId;

    @Column(name = "delivery_id")
    @Nullable
    UUID deliveryId;

    @Nullable
    String actor;

    @Column(name = "request_id")
    @Nullable
    String requestId;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, Object> data;

    /** For Hibernate. */
    protected JournalLine() {}

    /** What is about a card, or about an operation of it, oldest first. */
    static Uni<List<JournalLine>> ofCard(UUID cardId, long after, int limit) {
        return first(OF_CARD, cardId, after, limit)
                .chain(of -> first(BEFORE_CARD, cardId, after, limit)
                        .map(before -> Stream.concat(of.stream(), before.stream())
                                .sorted(Comparator.comparingLong(line -> line.position))
                                .limit(limit)
                                .toList()));
    }

    /** Either condition has its index; both in one query have none, and would read the whole journal. */
    private static Uni<List<JournalLine>> first(String query, UUID cardId, long after, int limit) {
        return JournalLine.<JournalLine>find(query, cardId, after)
                .range(0, limit - 1)
                .list();
    }

    /** What is about an operation, oldest first. */
    static Uni<List<JournalLine>> ofOperation(UUID operationId, int limit) {
        return JournalLine.<JournalLine>find("operationId = ?1 order by position", operationId)
                .range(0, limit - 1)
                .list();
    }

    /** What somebody did, was refused, or decided, newest first. */
    static Uni<List<JournalLine>> ofAudit(
            Optional<String> actor, Optional<String> kind, long before, int limit) {
        Conditions conditions = Conditions.none()
                .that(AUDITED + " position < ?", before)
                .where("actor", actor)
                .where("kind", kind);
        return JournalLine.<JournalLine>find(
                        conditions.text() + " order by position desc", conditions.values())
                .range(0, limit - 1)
                .list();
    }

    AuditEntry audited() {
        return new AuditEntry(
                position,
                at,
                kind,
                summary,
                actor,
                requestId,
                cardholder,
                cardId,
                operationId,
                deliveryId,
                data);
    }

    /** The details, and what led to them. */
    Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>(data);
        addIfThere(details, "actor", actor);
        addIfThere(details, "request_id", requestId);
        addIfThere(details, "delivery_id", deliveryId);
        return details;
    }

    private static void addIfThere(Map<String, Object> to, String name, @Nullable Object value) {
        if (value != null) {
            to.put(name, value);
        }
    }
}
