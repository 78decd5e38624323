package com.bananacards.operations;

import com.bananacards.journal.Journal;
import com.bananacards.journal.Line;
import com.bananacards.time.Ticks;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
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

import java.util.ArrayList;
import java.util.List;

/** Counts what operations come to, and shows how many are open. */
@ApplicationScoped
class OperationMetrics {

    private static final String OPEN = """
        SELECT kind, status, count(*) AS open FROM operation
        WHERE status IN ('REQUESTED', 'PENDING', 'UNKNOWN', 'IN_REVIEW') GROUP BY kind, status\
        """;

    private final MeterRegistry meters;
    private final MultiGauge open;
    private final OperationsConfig config;
    private final Pool pool;
    private final Vertx vertx;
    private @Nullable Ticks ticks;

    @Inject
    OperationMetrics(MeterRegistry meters, OperationsConfig config, Pool pool, Vertx vertx) {
        this.meters = meters;
        this.config = config;
        this.pool = pool;
        this.vertx = vertx;
        this.open = MultiGauge.builder("bananacards.operations.open")
                .description("operations that are not settled")
                .register(meters);
    }

    void start(@Observes StartupEvent started) {
        ticks = Ticks.every(vertx, "operation metrics", config.metricsEvery(), this::refresh);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (ticks != null) {
            ticks.stop();
        }
    }

    /** Counts each change as it is journaled. */
    void appended(@Observes Journal.Appended appended) {
        for (Line line : appended.lines()) {
            if (line.body() instanceof OperationView operation) {
                meters.counter(
                                "bananacards.operations",
                                tags(operation.kind().name(), operation.status().name()))
                        .increment();
            }
        }
    }

    private Uni<Void> refresh() {
        return pool.query(OPEN)
                .execute()
                .invoke(rows -> {
                    List<MultiGauge.Row<?>> counted = new ArrayList<>();
                    for (Row row : rows) {
                        counted.add(MultiGauge.Row.of(
                                tags(row.getString("kind"), row.getString("status")),
                                row.getLong("open")));
                    }
                    open.register(counted, true);
                })
                .replaceWithVoid();
    }

    private static Tags tags(String kind, String status) {
        return Tags.of("kind", kind, "status", status);
    }
}
