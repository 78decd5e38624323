package com.bananacards.webhooks;

import com.bananacards.bananatech.IssuerFact;
import com.bananacards.journal.Journal;
import com.bananacards.operations.Operation;
import com.bananacards.operations.Overdue;
import com.bananacards.operations.Telling;
import com.bananacards.operations.Testimony;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Applies what evidence shows to have happened, by the same rules as a webhook that tells it. Should the webhook come
 * after all, it finds its effect there.
 */
@ApplicationScoped
public class Conclusions {

    private final Stages stages;
    private final WebhookRouter router;
    private final Overdue overdue;
    private final Journal journal;
    private final Clock clock;

    @Inject
    Conclusions(
            Stages stages, WebhookRouter router, Overdue overdue, Journal journal, Clock clock) {
        this.stages = stages;
        this.router = router;
        this.overdue = overdue;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * The operation was carried out. One that was settled meanwhile is left as it is.
     *
     * @return true when this settled it
     */
    public Uni<Boolean> carriedOut(
            UUID operation, List<IssuerFact> facts, List<Testimony> testimonies) {
        return Panache.withTransaction(() -> stages.load(facts)
                .chain(stage -> overdue.locked(operation)
                        .chain(locked -> conclude(locked, stage, facts, testimonies)
                                .map(told -> write(stage, told)
                                        .replaceWith(() -> locked.status().isSettled()))
                                .orElseGet(() -> Uni.createFrom().item(false)))));
    }

    private Optional<Telling> conclude(
            Operation operation, Stage stage, List<IssuerFact> facts, List<Testimony> testimonies) {
        return new Conclusion(router, facts, testimonies).of(operation, stage, clock.instant());
    }

    private Uni<Void> write(Stage stage, Telling told) {
        return stages.write(stage)
                .chain(() -> Panache.flush())
                .chain(() -> journal.append(told.lines()));
    }
}
