package com.bananacards.reconciliation;

import com.bananacards.bananatech.IssuerReads;
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

/**
 * Reads the issuer's webhook records in overlapping windows, oldest first, and stores what did not arrive. The cursor
 * moves only over what is stored, so a crash reads again rather than skips.
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
                                () -> cursor().chain(
                                                since -> read(since.minus(config.overlap()), 0)))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Instant> cursor() {
        return pool.preparedQuery(CURSOR)
                .execute(Tuple.of(JOB))
                .map(rows -> rows.rowCount() == 0
                        ? clock.instant().minus(config.firstLook())
                        : rows.iterator().next().getOffsetDateTime("position").toInstant());
    }

    private Uni<Void> read(Instant since, int page) {
        return issuer.webhookRecords(since, page * config.page(), config.page())
                .chain(records -> backlog.store(records)
                        .invoke(fresh -> {
                            if (fresh > 0) {
                                LOG.infof("%d deliveries had not arrived and were read", fresh);
                            }
                        })
                        .chain(() -> advance(records))
                        .chain(() -> records.size() < config.page() || page + 1 >= config.pages()
                                ? Uni.createFrom().voidItem()
                                : read(since, page + 1)));
    }

    private Uni<Void> advance(List<WebhookRecord> records) {
        return records.stream()
                .map(WebhookRecord::createdAt)
                .max(Instant::compareTo)
                .map(newest -> pool.preparedQuery(MOVE)
                        .execute(Tuple.of(JOB, newest.atOffset(ZoneOffset.UTC)))
                        .replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
