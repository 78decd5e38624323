package com.bananacards.time;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Holds this machine's clock against the database's, which all replicas share. */
@ApplicationScoped
public class DatabaseTime {

    private final Pool pool;
    private final Clock clock;

    @Inject
    DatabaseTime(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * How far the two are apart, at least: what the question took is not counted. Never negative.
     */
    public Uni<Duration> apart() {
        return Uni.createFrom().deferred(() -> {
            Instant asked = clock.instant();
            return pool.query("SELECT clock_timestamp() AS now")
                    .execute()
                    .map(rows -> rows.iterator().next().getOffsetDateTime("now").toInstant())
                    .map(theirs -> outside(theirs, asked, clock.instant()));
        });
    }

    /** How far a time is outside of these two; nothing when it is between them. */
    static Duration outside(Instant time, Instant from, Instant to) {
        Duration before = Duration.between(time, from);
        Duration after = Duration.between(to, time);
        Duration most = before.compareTo(after) > 0 ? before : after;
        return most.isNegative() ? Duration.ZERO : most;
    }
}
