package com.bananacards.reconciliation;

import com.bananacards.http.DatabaseFailures;
import com.bananacards.journal.Journal;
import com.bananacards.journal.Line;
import com.bananacards.security.Caller;
import com.bananacards.sensitive.Masking;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts rebuilds, remembers how far they are, and shows it. None begins by itself. */
@ApplicationScoped
class Rebuilds {

    private final RebuildCounts counts;
    private final Journal journal;
    private final RebuildConfig config;
    private final Clock clock;

    @Inject
    Rebuilds(RebuildCounts counts, Journal journal, RebuildConfig config, Clock clock) {
        this.counts = counts;
        this.journal = journal;
        this.config = config;
        this.clock = clock;
    }

    /** Starts one, or goes on with the one that stopped; one that runs is left alone. */
    Uni<RebuildView> start(Caller operator, String reason) {
        return Panache.withTransaction(() -> open().chain(found -> begun(found, operator, reason)))
                .onFailure(failure -> DatabaseFailures.violatedIndex(failure) != null)
                .recoverWithUni(anotherWasFaster -> Panache.withSession(Rebuilds::newest))
                .chain(this::view);
    }

    private Uni<Rebuild> begun(@Nullable Rebuild found, Caller operator, String reason) {
        Instant now = clock.instant();
        if (found == null) {
            Rebuild begun = new Rebuild(operator.subject(), now);
            return begun.<Rebuild>persistAndFlush()
                    .call(() -> tell(
                            "RebuildStarted",
                            "was started: " + Masking.text(reason),
                            operator.subject()));
        }
        return found.resume(now)
                ? found.flush()
                        .chain(() -> tell(
                                "RebuildResumed",
                                "goes on: " + Masking.text(reason),
                                operator.subject()))
                        .replaceWith(found)
                : Uni.createFrom().item(found);
    }

    /** The newest one, or that there never was one. */
    Uni<RebuildView> newestView() {
        return Panache.withSession(Rebuilds::newest).chain(this::view);
    }

    private Uni<RebuildView> view(@Nullable Rebuild rebuild) {
        return counts.read()
                .map(read ->
                        rebuild == null ? RebuildView.none(read) : RebuildView.of(rebuild, read));
    }

    /** The one that runs, as it is now. */
    Uni<Optional<Rebuild>> running() {
        return Panache.withSession(() -> Rebuild.<Rebuild>find("status", RebuildStatus.RUNNING)
                .firstResult()
                .map(Optional::ofNullable));
    }

    /** Something more of it is done. One that moved meanwhile, by another replica, is left as it is. */
    Uni<Void> moved(Rebuild seen, RebuildPlace place, long calls) {
        return change(seen, one -> one.movedTo(place, calls, config.leftOut(), clock.instant()));
    }

    Uni<Void> failed(Rebuild seen, Throwable cause, long calls) {
        return change(seen, one -> one.failed(cause, calls, config.tries(), clock.instant()));
    }

    private Uni<Void> change(Rebuild seen, Consumer<Rebuild> change) {
        return Panache.withTransaction(() -> locked(seen).chain(found -> {
            if (found == null || found.version != seen.version) {
                return Uni.createFrom().voidItem();
            }
            change.accept(found);
            return Panache.flush().chain(() -> tellIfEnded(found));
        }));
    }

    private Uni<Void> tellIfEnded(Rebuild rebuild) {
        return switch (rebuild.status) {
            case NONE, RUNNING -> Uni.createFrom().voidItem();
            case STOPPED -> tell("RebuildStopped", "stopped: " + rebuild.lastError, null);
            case DONE -> tell("RebuildDone", "is done", null);
        };
    }

    private Uni<Void> tell(String kind, String predicate, @Nullable String actor) {
        return journal.append(List.of(
                Line.of(clock.instant(), kind, "The rebuild from the issuer's lists " + predicate)
                        .actor(actor)
                        .silent()));
    }

    private static Uni<@Nullable Rebuild> locked(Rebuild seen) {
        return Rebuild.<Rebuild>find("id", seen.id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    private static Uni<@Nullable Rebuild> open() {
        return Rebuild.<Rebuild>find("endedAt is null")
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    private static Uni<@Nullable Rebuild> newest() {
        return Rebuild.<Rebuild>find("order by startedAt desc").firstResult();
    }
}
