package com.bananacards.reconciliation;

import com.bananacards.bananatech.CardRef;
import com.bananacards.bananatech.IssuerReads;
import com.bananacards.bananatech.IssuerRefused;
import com.bananacards.cards.CardEvidence;
import com.bananacards.cards.CardEvidence.Candidate;
import com.bananacards.time.Leases;
import com.bananacards.time.Ticks;
import com.bananacards.webhooks.ParkedAssignments;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.List;

/**
 * Finds the assignment that a success belongs to when it names a card number which no answer named: the answer was
 * lost, or it named the operation. By evidence only: of all waiting cardholders exactly one must own that card at the
 * issuer.
 */
@ApplicationScoped
class Matching {

    private static final String JOB = "matching";

    private final ParkedAssignments parked;
    private final CardEvidence cards;
    private final IssuerReads issuer;
    private final Leases leases;
    private final ReconciliationConfig config;
    private final Vertx vertx;
    private final Clock clock;
    private @Nullable Ticks ticks;

    @Inject
    Matching(
            ParkedAssignments parked,
            CardEvidence cards,
            IssuerReads issuer,
            Leases leases,
            ReconciliationConfig config,
            Vertx vertx,
            Clock clock) {
        this.parked = parked;
        this.cards = cards;
        this.issuer = issuer;
        this.leases = leases;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        ticks = Ticks.every(vertx, "matching", config.sweep(), this::run);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (ticks != null) {
            ticks.stop();
        }
    }

    Uni<Void> run() {
        return parked.cards(clock.instant().minus(config.matchWithin()), config.matches())
                .chain(unknown -> unknown.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : leases.take(JOB, config.lease())
                                .chain(leads -> leads
                                        ? match(unknown)
                                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> match(List<Long> unknown) {
        return cards.waitingAssignments(config.batch())
                .chain(candidates -> Multi.createFrom()
                        .iterable(unknown)
                        .onItem()
                        .transformToUniAndConcatenate(card -> match(card, candidates))
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    private Uni<Void> match(long card, List<Candidate> candidates) {
        return Multi.createFrom()
                .iterable(candidates)
                .onItem()
                .transformToUniAndConcatenate(one ->
                        owns(one, card).map(owns -> owns ? List.of(one) : List.<Candidate>of()))
                .collect()
                .asList()
                .map(lists -> lists.stream().flatMap(List::stream).toList())
                .chain(owners -> owners.size() == 1
                        ? cards.knownAs(owners.getFirst(), card)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Boolean> owns(Candidate candidate, long card) {
        return issuer.information(new CardRef(candidate.userId(), card))
                .replaceWith(true)
                .onFailure(IssuerRefused.class)
                .recoverWithItem(false);
    }
}
