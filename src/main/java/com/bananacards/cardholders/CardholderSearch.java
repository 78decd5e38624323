package com.bananacards.cardholders;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Finds cardholders for an operator, each way by an index. */
@ApplicationScoped
public class CardholderSearch {

    /** In the order of its index: however many begin so, it reads no more than it shows. */
    private static final String BEGINS = """
        SELECT * FROM cardholder
        WHERE lower(email) COLLATE "C" >= :from AND lower(email) COLLATE "C" < :to
        ORDER BY lower(email) COLLATE "C" LIMIT :most\
        """;

    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    public Uni<List<CardholderView>> byId(UUID id) {
        return search("id = ?1", id, 1);
    }

    public Uni<List<CardholderView>> byIssuerNumber(long number) {
        return search("issuerUserId = ?1", number, 1);
    }

    /** By how the e-mail begins, in any case; in the order of letters, so that the whole one is the first. */
    public Uni<List<CardholderView>> byEmail(String beginning, int most) {
        String from = beginning.toLowerCase(Locale.ROOT);
        return Panache.withSession(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(BEGINS, Cardholder.class)
                        .setParameter("from", from)
                        .setParameter("to", from + LAST_CHARACTER)
                        .setParameter("most", most)
                        .getResultList())
                .map(CardholderSearch::views));
    }

    private static Uni<List<CardholderView>> search(String condition, Object value, int most) {
        return Panache.withSession(() -> Cardholder.<Cardholder>find(condition, value)
                .range(0, most - 1)
                .list()
                .map(CardholderSearch::views));
    }

    private static List<CardholderView> views(List<Cardholder> found) {
        return found.stream().map(CardholderView::of).toList();
    }
}
