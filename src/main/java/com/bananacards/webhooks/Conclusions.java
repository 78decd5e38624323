package com.bananacards.webhooks;

import com.bananacards.bananatech.IssuerFact;
import com.bananacards.journal.Journal;
import com.bananacards.operations.Overdue;
import com.bananacards.operations.Telling;
import com.bananacards.operations.Testimony;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
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
    public Uni<Boolean> carriedOut(UUID operation, IssuerFact fact, List<Testimony> testimonies) {
        return Panache.withTransaction(() -> stages.load(List.of(fact))
                .chain(stage -> overdue.hears(operation, testimonies).chain(lines -> {
                    if (lines.isEmpty()) {
                        return Uni.createFrom().item(false);
                    }
                    Telling telling = new Telling(
                            null, Overdue.VERDICT, clock.instant(), new ArrayList<>(lines.get()));
                    router.route(fact, stage, telling);
                    return stages.write(stage)
                            .chain(() -> Panache.flush())
                            .chain(() -> journal.append(telling.lines()))
                            .chain(() -> overdue.isSettled(operation));
                })));
    }
}
