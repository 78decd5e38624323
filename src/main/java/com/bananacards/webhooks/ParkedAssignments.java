package com.bananacards.webhooks;

import com.bananacards.http.Conditions;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The successes that name a card which no operation of ours is known by. */
@ApplicationScoped
public class ParkedAssignments {

    /**
     * The issuer's numbers of such cards, those that came first, first; what came before {@code since} is left to a
     * person, so that cards which are not ours never keep ours waiting.
     */
    public Uni<List<Long>> cards(Instant since, int limit) {
        Conditions lost = Conditions.none()
                .literally("status", Optional.of(DeliveryStatus.PARKED))
                .where("type", Optional.of("CARD_ASSIGN_RESULT"))
                .where("reason", Optional.of("unknown_card"))
                .that("receivedAt > ?", since);
        return Panache.withSession(
                () -> Standing.<Standing>find(lost.text() + " order by id", lost.values())
                        .range(0, limit - 1)
                        .list()
                        .map(parked -> parked.stream()
                                .map(one -> one.issuerCardId)
                                .filter(java.util.Objects::nonNull)
                                .distinct()
                                .toList()));
    }
}
