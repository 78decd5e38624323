package com.bananacards.challenges;

import com.bananacards.journal.Journal;
import com.bananacards.journal.Line;
import com.bananacards.time.Ticks;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.hibernate.LockMode;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Writes down that challenges expired. They count as expired from that moment, written down or not. */
@ApplicationScoped
class Expiry {

    private final Journal journal;
    private final ChallengesConfig config;
    private final Vertx vertx;
    private final Clock clock;
    private @Nullable Ticks ticks;

    @Inject
    Expiry(Journal journal, ChallengesConfig config, Vertx vertx, Clock clock) {
        this.journal = journal;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        ticks = Ticks.every(vertx, "challenge expiry", config.expiryEvery(), this::run);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (ticks != null) {
            ticks.stop();
        }
    }

    Uni<Void> run() {
        return Panache.withTransaction(() -> Panache.getSession()
                .chain(session -> session.createQuery(
                                "from Challenge where status = :waiting and expiresAt <= :now"
                                        + " order by expiresAt",
                                Challenge.class)
                        .setParameter("waiting", ChallengeStatus.WAITING)
                        .setParameter("now", clock.instant())
                        .setMaxResults(config.expiryBatch())
                        .setLockMode(LockMode.UPGRADE_SKIPLOCKED)
                        .getResultList())
                .chain(this::expire));
    }

    private Uni<Void> expire(List<Challenge> due) {
        if (due.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant();
        due.forEach(challenge -> challenge.apply(new ChallengeEvent.Expired(), now));
        List<Line> lines = due.stream()
                .map(challenge -> ChallengeLines.updated(
                        challenge, now, "ChallengeExpired", "expired unanswered", null, null))
                .toList();
        return Panache.flush().chain(() -> journal.append(lines));
    }
}
