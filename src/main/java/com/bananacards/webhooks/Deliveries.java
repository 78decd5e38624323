package com.bananacards.webhooks;

import com.bananacards.cards.CardReads;
import com.bananacards.http.Conditions;
import com.bananacards.http.Page;
import com.bananacards.http.Paging;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.sensitive.Sealed;
import com.bananacards.sensitive.Sealing;
import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The inbox for the operator's eyes. */
@ApplicationScoped
public class Deliveries {

    private static final String APPLIED = """
        not exists (select 1 from Standing s
            where s.id = d.id and s.status <> com.bananacards.webhooks.DeliveryStatus.APPLIED)\
        """;

    private final Sealing sealing;
    private final CardReads cards;
    private final InboxConfig config;

    @Inject
    Deliveries(Sealing sealing, CardReads cards, InboxConfig config) {
        this.sealing = sealing;
        this.cards = cards;
        this.config = config;
    }

    /** What a list is narrowed to. */
    public record Filter(
            Optional<DeliveryStatus> status,
            Optional<String> type,
            Optional<String> reason,
            Optional<Source> source) {

        /** True when rows may be passed over on the way: those of a type, reason or source are in no index. */
        private boolean passesOver() {
            return type.isPresent() || reason.isPresent() || source.isPresent();
        }

        /**
         * True when all of them are in the table of those that are searched for: nearly all deliveries are applied, for
         * no reason, and are found among all.
         */
        private boolean isStanding() {
            return status.map(one -> one != DeliveryStatus.APPLIED).orElse(reason.isPresent());
        }

        private String rows() {
            return isStanding() ? "Standing" : "Delivery";
        }
    }

    /**
     * A page, newest first. Narrowed by what no index knows, it looks through {@code inbox.list-looks} deliveries at
     * most: a page may then be short, even empty, and still have a next one.
     */
    public Uni<Page<DeliveryView>> list(Filter filter, Paging paging) {
        return Panache.withSession(() -> floor(filter, paging)
                .chain(floor -> rows(filter, paging, floor)
                        .chain(rows ->
                                known(rows).map(known -> page(rows, known, paging, floor)))));
    }

    /** The last delivery that is looked at; empty when it looks at all. */
    private Uni<Optional<UUID>> floor(Filter filter, Paging paging) {
        if (!filter.passesOver()) {
            return Uni.createFrom().item(Optional.empty());
        }
        Conditions passed = Conditions.none()
                .literally("status", filter.isStanding() ? filter.status() : Optional.empty())
                .after(paging.after());
        return Panache.getSession().chain(session -> {
            String where = passed.isEmpty() ? " " : " where ";
            var query = session.createSelectionQuery(
                    "select id from " + filter.rows() + where + passed.newestFirst(), UUID.class);
            UUID after = paging.after();
            if (after != null) {
                query.setParameter(1, after);
            }
            return query.setFirstResult(config.listLooks() - 1)
                    .setMaxResults(1)
                    .getResultList()
                    .map(found -> found.stream().findFirst());
        });
    }

    private static Uni<List<Delivery>> rows(Filter filter, Paging paging, Optional<UUID> floor) {
        Conditions conditions = ofStatus(filter)
                .where("type", filter.type())
                .where("reason", filter.reason())
                .where("source", filter.source())
                .after(paging.after());
        floor.ifPresent(id -> conditions.that("id >= ?", id));
        String found = filter.isStanding()
                ? "where id in (select id from Standing where " + conditions.newestFirst()
                        + " limit " + paging.fetch() + ") order by id desc"
                : (conditions.isEmpty() ? "" : "where ") + conditions.newestFirst();
        return Delivery.<Delivery>find("from Delivery d " + found, conditions.values())
                .range(0, paging.fetch() - 1)
                .list();
    }

    /** The applied by what they are not: how many the view has of a status the database can't guess, and would read all. */
    private static Conditions ofStatus(Filter filter) {
        Conditions conditions = Conditions.none();
        if (filter.isStanding()) {
            return conditions.literally("status", filter.status());
        }
        return filter.status().isPresent() ? conditions.that(APPLIED) : conditions;
    }

    private Page<DeliveryView> page(
            List<Delivery> rows, Map<Long, UUID> known, Paging paging, Optional<UUID> floor) {
        Page<DeliveryView> page = Page.of(
                rows,
                paging.limit(),
                row -> Paging.cursor(row.id),
                row -> view(row, card(row, known)));
        return page.next() != null || floor.isEmpty()
                ? page
                : new Page<>(page.data(), Paging.cursor(floor.get()));
    }

    /** Not every delivery names a card, and an empty map of the JDK's refuses to be asked for null. */
    private static @Nullable UUID card(Delivery row, Map<Long, UUID> known) {
        Long number = row.issuerCardId;
        return number == null ? null : known.get(number);
    }

    /** @throws Problem {@code not_found} */
    public Uni<DeliveryView> get(UUID id) {
        return Panache.withSession(
                () -> find(id).onItem().ifNull().failWith(() -> Problem.of(ProblemType.NOT_FOUND)));
    }

    /** The delivery, or null. */
    public Uni<@Nullable DeliveryView> find(UUID id) {
        return Panache.withSession(() -> Delivery.<Delivery>findById(id)
                .onItem()
                .ifNotNull()
                .transformToUni(row ->
                        known(List.of(row)).map(known -> view(row, card(row, known)))));
    }

    private Uni<Map<Long, UUID>> known(List<Delivery> rows) {
        return cards.idsByNumber(rows.stream()
                .map(row -> row.issuerCardId)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
    }

    private DeliveryView view(Delivery delivery, @Nullable UUID cardId) {
        return DeliveryView.of(delivery, cardId, payload(delivery));
    }

    private @Nullable JsonNode payload(Delivery delivery) {
        Sealed sealed = delivery.sealed();
        return sealed == null
                ? null
                : sealing.open(sealed, Arrivals.row(delivery.id))
                        .map(MaskedPayload::of)
                        .orElse(null);
    }
}
