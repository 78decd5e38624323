package com.bananacards.webhooks;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a rebuild found out about cards before it brings in their records. */
@ApplicationScoped
public class CardOrigins {

    private static final String KEEP = """
        INSERT INTO card_origin (issuer_card_id, issuer_user_id, template_id, needs_activation, found_at)
        SELECT card, usr, template, activation, at
        FROM jsonb_to_recordset(cast(cast(:origins AS text) AS jsonb))
             AS o (card bigint, usr bigint, template bigint, activation boolean, at timestamptz)
        ORDER BY card
        ON CONFLICT (issuer_card_id) DO NOTHING\
        """;

    private static final String OF = """
        SELECT issuer_card_id, issuer_user_id, template_id, needs_activation, found_at FROM card_origin
        WHERE issuer_card_id IN (SELECT cast(one AS bigint) FROM unnest(string_to_array(:cards, ',')) AS one)\
        """;

    /** Keeps what is new of it, in a transaction of its own. */
    public Uni<Void> keep(List<CardOrigin> origins) {
        if (origins.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        JsonArray rows = new JsonArray();
        origins.forEach(one -> rows.add(new JsonObject()
                .put("card", one.cardId())
                .put("usr", one.userId())
                .put("template", one.templateId())
                .put("activation", one.needsActivation())
                .put("at", one.foundAt())));
        return Panache.withTransaction(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(KEEP)
                        .setParameter("origins", rows.encode())
                        .executeUpdate())
                .replaceWithVoid());
    }

    /** Those of these cards, by number. */
    public Uni<Map<Long, CardOrigin>> find(Collection<Long> cards) {
        return Panache.withSession(() -> of(cards));
    }

    /** The same on the running session. */
    Uni<Map<Long, CardOrigin>> of(Collection<Long> cards) {
        if (cards.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        String list = cards.stream().map(String::valueOf).collect(Collectors.joining(","));
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(OF, Tuple.class)
                        .setParameter("cards", list)
                        .getResultList())
                .map(CardOrigins::byCard);
    }

    private static Map<Long, CardOrigin> byCard(List<Tuple> rows) {
        Map<Long, CardOrigin> found = new HashMap<>();
        rows.forEach(row -> {
            CardOrigin origin = new CardOrigin(
                    row.get("issuer_card_id", Number.class).longValue(),
                    row.get("issuer_user_id", Number.class).longValue(),
                    number(row, "template_id"),
                    row.get("needs_activation", Boolean.class),
                    row.get("found_at", OffsetDateTime.class).toInstant());
            found.put(origin.cardId(), origin);
        });
        return found;
    }

    private static @Nullable Long number(Tuple row, String column) {
        Number number = row.get(column, Number.class);
        return number == null ? null : number.longValue();
    }
}
