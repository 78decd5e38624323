package com.bananacards.webhooks;

import com.bananacards.http.DatabaseFailures;
import com.bananacards.journal.Journal;
import com.bananacards.operations.Applied;
import com.bananacards.tracing.LogKeys;
import com.bananacards.webhooks.Claims.Mark;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs one batch in one transaction: claim, load, apply, write, mark, commit. When a batch fails, its members are
 * tried alone, so that one bad delivery does not hold back the others; the bad one is parked.
 */
@ApplicationScoped
class BatchRunner {

    private static final Logger LOG = Logger.getLogger(BatchRunner.class);

    private final Claims claims;
    private final Stages stages;
    private final Restorations restorations;
    private final WebhookRouter router;
    private final Journal journal;
    private final DeliveryMetrics metrics;
    private final BatchSpans spans;
    private final InboxConfig config;
    private final Clock clock;

    @Inject
    BatchRunner(
            Claims claims,
            Stages stages,
            Restorations restorations,
            WebhookRouter router,
            Journal journal,
            DeliveryMetrics metrics,
            BatchSpans spans,
            InboxConfig config,
            Clock clock) {
        this.claims = claims;
        this.stages = stages;
        this.restorations = restorations;
        this.router = router;
        this.journal = journal;
        this.metrics = metrics;
        this.spans = spans;
        this.config = config;
        this.clock = clock;
    }

    /** What was done with a batch: a mark for each delivery, in their order. */
    private record Done(List<Claimed> claimed, List<Mark> marks, Optional<Batch> batch) {

        static final Done NOTHING = new Done(List.of(), List.of(), Optional.empty());
    }

    private record Ran(Claims.Due due, Done done) {}

    /**
     * What one run came to.
     *
     * @param isFull there may be more that is due
     * @param parked some may have been parked
     * @param upTo what became due until then was taken; null when nobody knows
     * @param lag for how long the longest waiting of them had been due; null when nobody knows
     */
    record Round(
            boolean isFull,
            boolean parked,
            @Nullable Instant upTo,
            @Nullable Duration lag) {

        /** Of batches side by side: a lane in which nothing waits says nothing of the others. */
        static Optional<Duration> lag(List<Round> rounds) {
            return rounds.stream()
                    .map(Round::lag)
                    .filter(Objects::nonNull)
                    .max(Comparator.naturalOrder());
        }
    }

    /** Applies what has become due since then, one batch of it. */
    Uni<Round> run(Instant since, Lane lane) {
        List<Claimed> taken = new ArrayList<>();
        return Panache.withTransaction(() -> due(since, lane)
                        .invoke(due -> taken.addAll(due.claimed()))
                        .chain(due -> apply(due.claimed()).map(done -> new Ran(due, done))))
                .invoke(ran -> count(ran.done()))
                .map(this::round)
                .onFailure(failure -> isWorthTryingAlone(taken, failure))
                .recoverWithUni(failure -> oneByOne(taken, failure));
    }

    /** The clock is read when there is a connection: what is waited for one is lag, too. */
    private Uni<Claims.Due> due(Instant since, Lane lane) {
        Instant now = clock.instant();
        return claims.due(since, now, config.batch(), lane);
    }

    private Round round(Ran ran) {
        return new Round(
                ran.due().claimed().size() >= config.batch(),
                ran.done().marks().stream()
                        .anyMatch(mark -> mark.applied().outcome() == Applied.Outcome.PARKED),
                ran.due().upTo(),
                ran.due().lag());
    }

    /** Many together may fail in a way that looks like an absent database: then the first one alone shows it. */
    private static boolean isWorthTryingAlone(List<Claimed> taken, Throwable failure) {
        return taken.size() > 1 || !DatabaseFailures.isDatabaseAway(failure);
    }

    private Uni<Done> apply(List<Claimed> claimed) {
        if (claimed.isEmpty()) {
            return Uni.createFrom().item(Done.NOTHING);
        }
        return restorations
                .of(claimed)
                .chain(restoration -> apply(restoration.completed(claimed), restoration));
    }

    private Uni<Done> apply(List<Claimed> claimed, Restoration restoration) {
        Instant now = clock.instant();
        return stages.load(Batch.facts(claimed), restoration.isNeeded())
                .chain(stage -> claims.known(Batch.keys(claimed))
                        .map(memory -> batch(claimed, restoration, stage, memory, now)))
                .chain(batch -> write(batch, claimed, now));
    }

    private Batch batch(
            List<Claimed> claimed,
            Restoration restoration,
            Stage stage,
            Memory memory,
            Instant now) {
        Batch batch = new Batch(router, restoration, config, stage, now, memory);
        batch.apply(claimed);
        return batch;
    }

    private Uni<Done> write(Batch batch, List<Claimed> claimed, Instant now) {
        List<Mark> marks = batch.marks(claimed);
        return stages.write(batch.stage())
                .chain(() -> Panache.flush())
                .chain(() -> claims.remember(batch.effects(), now))
                .chain(() -> journal.append(batch.lines()))
                .chain(() -> claims.mark(marks, now))
                .replaceWith(new Done(claimed, marks, Optional.of(batch)));
    }

    /** After the commit: what is rolled back and tried again is not counted twice. */
    private void count(Done done) {
        for (int i = 0; i < done.claimed().size(); i++) {
            count(done.claimed().get(i), done.marks().get(i).applied());
        }
        done.batch()
                .ifPresent(batch ->
                        spans.applied(batch.now(), done.claimed(), batch.lines(), batch.stage()));
    }

    private void count(Claimed one, Applied applied) {
        if (one.source() == Source.WEBHOOK && applied.outcome() != Applied.Outcome.PARKED) {
            metrics.applied(one.receivedAt(), clock.instant());
        }
        metrics.received(one.type(), applied.outcome().name().toLowerCase(Locale.ROOT));
        if (applied.outcome() == Applied.Outcome.PARKED) {
            metrics.parked(one.type(), applied.reason());
        }
    }

    private Uni<Round> oneByOne(List<Claimed> claimed, Throwable failure) {
        LOG.warnf(
                "a batch of %d deliveries failed and is applied one by one: %s",
                claimed.size(), failure);
        if (claimed.isEmpty()) {
            return Uni.createFrom().failure(failure);
        }
        return Multi.createFrom()
                .iterable(claimed)
                .onItem()
                .transformToUniAndConcatenate(this::alone)
                .collect()
                .last()
                .replaceWith(new Round(true, true, null, null));
    }

    private Uni<Void> alone(Claimed one) {
        return Panache.withTransaction(() -> claims.one(one.id()).chain(this::apply))
                .invoke(this::count)
                .replaceWithVoid()
                .onFailure(failure -> !DatabaseFailures.isDatabaseAway(failure))
                .recoverWithUni(failure -> park(one, failure));
    }

    private Uni<Void> park(Claimed one, Throwable failure) {
        UUID id = one.id();
        LogKeys.delivery(id);
        LOG.errorf("delivery %s can't be applied and is parked: %s", id, failure);
        Instant now = clock.instant();
        Applied parked = Applied.parked("failed");
        Mark mark = new Mark(one, parked, Batch.nextAttempt(parked, one.attempts(), config, now));
        return Panache.withTransaction(() -> claims.mark(List.of(mark), now))
                .invoke(() -> count(one, parked));
    }
}
