package com.bananacards.webhooks;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Instant;
import java.util.List;

/** The successes that name a card which no operation of ours is known by. */
@ApplicationScoped
public class ParkedAssignments {

    /** Literally, as the index has it. */
    private static final String PARKED = "status = com.bananacards.webhooks.DeliveryStatus.PARKED";

    /**
     * The issuer's numbers of such cards, those that came first, first; what came before {@code since} is left to a
     * person, so that cards which are not ours never keep ours waiting.
     */
    public Uni<List<Long>> cards(Instant since, int limit) {
        return Panache.withSession(() -> Standing.<Standing>find(
                        PARKED + " and type = ?1 and reason = ?2 and receivedAt > ?3 order by id",
                        "CARD_ASSIGN_RESULT",
                        "unknown_card",
                        since)
                .range(0, limit - 1)
                .list()
                .map(parked -> parked.stream()
                        .map(one -> one.issuerCardId)
                        .filter(java.util.Objects::nonNull)
                        .distinct()
                        .toList()));
    }
}
