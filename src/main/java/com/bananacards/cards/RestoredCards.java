package com.bananacards.cards;

import com.bananacards.cards.CardChecks.Due;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The cards as a rebuild goes through them. */
@ApplicationScoped
public class RestoredCards {

    private final Clock clock;

    @Inject
    RestoredCards(Clock clock) {
        this.clock = clock;
    }

    /** Those of the issuer's numbers that are cards here. */
    public Uni<Set<Long>> known(Collection<Long> issuerCardIds) {
        return issuerCardIds.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : Panache.withSession(() -> Card.<Card>list("issuerCardId in ?1", issuerCardIds)
                        .map(found -> found.stream()
                                .map(card -> card.issuerCardId)
                                .collect(Collectors.toUnmodifiableSet())));
    }

    /** The next card by id, as it is known before the issuer is asked about it. */
    public Uni<Optional<Due>> after(@Nullable UUID id) {
        return Panache.withSession(() -> Card.<Card>find(
                        "id > ?1 order by id", id == null ? new UUID(0, 0) : id)
                .range(0, 0)
                .list()
                .chain(found -> CardChecks.load(
                        found.stream().map(card -> card.id).toList(), clock.instant()))
                .map(due -> due.stream().findFirst()));
    }
}
