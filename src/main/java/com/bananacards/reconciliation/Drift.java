package com.bananacards.reconciliation;

import com.bananacards.bananatech.IssuerFailure;
import com.bananacards.bananatech.IssuerReads;
import com.bananacards.cards.CardChecks;
import com.bananacards.cards.CardChecks.Due;
import com.bananacards.time.Leases;
import com.bananacards.time.Ticks;
import com.bananacards.webhooks.Backlog;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

/**
 * Looks at a few cards at a time, those longest not looked at: what the issuer says they are is put right here, and
 * transactions that were never announced come in by the inbox's door.
 */
@ApplicationScoped
class Drift {

    private static final String JOB = "card-checks";

    private final CardChecks cards;
    private final IssuerReads issuer;
    private final Backlog backlog;
    private final Rebuilds rebuilds;
    private final Leases leases;
    private final ReconciliationConfig config;
    private final Vertx vertx;
    private @Nullable Ticks ticks;

    @Inject
    Drift(
            CardChecks cards,
            IssuerReads issuer,
            Backlog backlog,
            Rebuilds rebuilds,
            Leases leases,
            ReconciliationConfig config,
            Vertx vertx) {
        this.cards = cards;
        this.issuer = issuer;
        this.backlog = backlog;
        this.rebuilds = rebuilds;
        this.leases = leases;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        ticks = Ticks.every(vertx, "card checks", config.sweep(), this::run);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (ticks != null) {
            ticks.stop();
        }
    }

    /** One round, by the replica that leads. A card whose past is being restored is not put right meanwhile. */
    Uni<Void> run() {
        return rebuilds.running()
                .chain(rebuild -> rebuild.isPresent() ? Uni.createFrom().voidItem() : lead());
    }

    private Uni<Void> lead() {
        return leases.take(JOB, config.lease())
                .chain(leads -> leads
                        ? cards.take(config.cardCheckEvery(), config.cardChecks())
                                .chain(this::check)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> check(Iterable<Due> due) {
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUniAndConcatenate(this::check)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** A card that can't be read now has its turn again. */
    private Uni<Void> check(Due due) {
        return issuer.information(due.ref())
                .chain(information -> cards.hold(due, information))
                .chain(() -> issuer.transactions(due.ref(), 0, config.cardTransactions()))
                .chain(backlog::store)
                .replaceWithVoid()
                .onFailure(IssuerFailure.class)
                .recoverWithNull();
    }
}
