package com.bananacards.reconciliation;

import com.bananacards.bananatech.IssuerReads;
import com.bananacards.bananatech.IssuerReads.Listed;
import com.bananacards.bananatech.IssuerReads.WebhookRecord;
import com.bananacards.time.Leases;
import com.bananacards.time.Ticks;
import com.bananacards.tracing.Traces;
import com.bananacards.webhooks.Backlog;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Reads the issuer's webhook records in overlapping windows, oldest first, and stores what did not arrive. The cursor
 * moves only over what is stored, so a crash reads again rather than skips. A reading that has taken all its pages is
 * gone on with by the next one.
 */
@ApplicationScoped
class Backfill {

    private static final Logger LOG = Logger.getLogger(Backfill.class);
    private static final String JOB = "webhook-records";

    private static final String CURSOR = "SELECT position FROM backfill_cursor WHERE name = $1";

    private static final String MOVE = """
        INSERT INTO backfill_cursor (name, position) VALUES ($1, $2)
        ON CONFLICT (name) DO UPDATE SET position = greatest(backfill_cursor.position, EXCLUDED.position)\
        """;

    private final IssuerReads issuer;
    private final Backlog backlog;
    private final Traces traces;
    private final Leases leases;
    private final Pool pool;
    private final ReconciliationConfig config;
    private final Vertx vertx;
    private final Clock clock;
    private @Nullable Ticks ticks;
    private volatile @Nullable Place left;

    /** So many rows of the records since this time are read. */
    private record Place(Instant since, int skipped) {

        Place skipping(int rows) {
            return new Place(since, skipped + rows);
        }
    }

    @Inject
    Backfill(
            IssuerReads issuer,
            Backlog backlog,
            Traces traces,
            Leases leases,
            Pool pool,
            ReconciliationConfig config,
            Vertx vertx,
            Clock clock) {
        this.issuer = issuer;
        this.backlog = backlog;
        this.traces = traces;
        this.leases = leases;
        this.pool = pool;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        ticks = Ticks.every(vertx, "backfill", config.every(), this::run);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (ticks != null) {
            ticks.stop();
        }
    }

    /** One reading, by the replica that leads. */
    Uni<Void> run() {
        return leases.take(JOB, config.lease())
                .chain(leads -> leads
                        ? traces.now(
                                "read webhook records",
                                () -> begin().chain(from -> read(from, config.pages())))
                        : Uni.createFrom().voidItem());
    }

    /** Where the last reading was cut off by its number of pages; else a little before the newest record. */
    private Uni<Place> begin() {
        Place cutOff = left;
        left = null;
        return cutOff != null
                ? Uni.createFrom().item(cutOff)
                : cursor().map(newest -> new Place(newest.minus(config.overlap()), 0));
    }

    private Uni<Instant> cursor() {
        return pool.preparedQuery(CURSOR)
                .execute(Tuple.of(JOB))
                .map(rows -> rows.rowCount() == 0
                        ? clock.instant().minus(config.firstLook())
                        : rows.iterator().next().getOffsetDateTime("position").toInstant());
    }

    private Uni<Void> read(Place from, int pages) {
        if (pages == 0) {
            left = from;
            return Uni.createFrom().voidItem();
        }
        return issuer.webhookRecords(from.since(), from.skipped(), config.page())
                .chain(page -> page.isPastTheEnd()
                        ? Uni.createFrom().voidItem()
                        : store(page)
                                .chain(() -> advance(page.rows()))
                                .chain(() -> read(from.skipping(page.sent()), pages - 1)));
    }

    private Uni<Integer> store(Listed<WebhookRecord> page) {
        if (page.unreadable() > 0) {
            LOG.warnf("%d webhook records can't be read", page.unreadable());
        }
        return backlog.store(page).invoke(fresh -> {
            if (fresh > 0) {
                LOG.infof("%d deliveries had not arrived and were read", fresh);
            }
        });
    }

    private Uni<Void> advance(List<WebhookRecord> records) {
        List<Instant> times = records.stream().map(WebhookRecord::createdAt).toList();
        return newest(times, clock.instant())
                .map(newest -> pool.preparedQuery(MOVE)
                        .execute(Tuple.of(JOB, newest.atOffset(ZoneOffset.UTC)))
                        .replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** A record of the future must not make the readings to come begin there. */
    static Optional<Instant> newest(List<Instant> times, Instant now) {
        return times.stream()
                .max(Instant::compareTo)
                .map(newest -> newest.isAfter(now) ? now : newest);
    }
}
