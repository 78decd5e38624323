package com.bananacards.webhooks;

import com.bananacards.operations.OperationsConfig;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Looks up what a batch needs to know of the past; of a batch of fresh webhooks, nothing. */
@ApplicationScoped
class Restorations {

    private final CardOrigins origins;
    private final OperationsConfig config;

    @Inject
    Restorations(CardOrigins origins, OperationsConfig config) {
        this.origins = origins;
        this.config = config;
    }

    /** Runs within the batch's transaction. */
    Uni<Restoration> of(List<Claimed> claimed) {
        List<Claimed> candidates =
                claimed.stream().filter(Restoration::isCandidate).toList();
        if (candidates.isEmpty()) {
            return Uni.createFrom().item(Restoration.NONE);
        }
        Set<UUID> ids = candidates.stream().map(Claimed::id).collect(Collectors.toSet());
        Set<Long> cards = candidates.stream()
                .flatMap(one -> java.util.stream.Stream.ofNullable(one.reading().card()))
                .collect(Collectors.toSet());
        return origins.of(cards).map(found -> new Restoration(ids, found, config.clockSkew()));
    }
}
