package com.bananacards.webhooks;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;

/** The successes that name a card which no operation of ours is known by. */
@ApplicationScoped
public class ParkedAssignments {

    /** The issuer's numbers of such cards, those that came first, first. */
    public Uni<List<Long>> cards(int limit) {
        return Panache.withSession(() -> Delivery.<Delivery>find(
                        "status = ?1 and type = ?2 and reason = ?3 order by id",
                        DeliveryStatus.PARKED,
                        "CARD_ASSIGN_RESULT",
                        "unknown_card")
                .range(0, limit - 1)
                .list()
                .map(parked -> parked.stream()
                        .map(one -> one.issuerCardId)
                        .filter(java.util.Objects::nonNull)
                        .distinct()
                        .toList()));
    }
}
