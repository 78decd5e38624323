package com.bananacards.webhooks;

import com.bananacards.time.Ticks;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** Looks now and then how full the inbox is. */
@ApplicationScoped
class InboxGauges {

    private static final String LOOK = """
        SELECT (SELECT count(*) FROM delivery_by_status WHERE status = 'PARKED') AS parked,
               (SELECT coalesce(extract(epoch FROM now() - min(next_attempt_at)), 0) * 1000
                FROM delivery_by_status WHERE status = 'STORED' AND next_attempt_at IS NOT NULL)::bigint AS lag\
        """;

    private final DeliveryMetrics metrics;
    private final InboxConfig config;
    private final Pool pool;
    private final Vertx vertx;
    private @Nullable Ticks ticks;

    @Inject
    InboxGauges(DeliveryMetrics metrics, InboxConfig config, Pool pool, Vertx vertx) {
        this.metrics = metrics;
        this.config = config;
        this.pool = pool;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        ticks = Ticks.every(vertx, "inbox gauges", config.metricsEvery(), this::look);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (ticks != null) {
            ticks.stop();
        }
    }

    private Uni<Void> look() {
        return pool.preparedQuery(LOOK)
                .execute()
                .onItemOrFailure()
                .invoke((rows, failure) -> metrics.database(failure == null))
                .invoke(rows -> {
                    Row row = rows.iterator().next();
                    metrics.parkedNow(row.getLong("parked"));
                    metrics.lag(Duration.ofMillis(Math.max(0, row.getLong("lag"))));
                })
                .replaceWithVoid();
    }
}
