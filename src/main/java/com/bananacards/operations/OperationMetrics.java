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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        ticks.now();
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (ticks != null) {
            ticks.stop();
        }
    }

    /** Counts each change that is committed. */
    void committed(@Observes Journal.Committed committed) {
        for (Line line : committed.lines()) {
            if (line.body() instanceof OperationView operation) {
                Tags tags = tags(operation.kind().name(), operation.status().name());
                meters.counter("bananacards.operations", tags).increment();
                settledBy(line)
                        .ifPresent(witness -> meters.counter(
                                        "bananacards.operations.settled",
                                        tags.and("witness", witness))
                                .increment());
            }
        }
    }

    /** Who settled it: the newest witness, an operator, or the answer to the call; empty when it is not settled. */
    static Optional<String> settledBy(Line line) {
        return switch (line.kind()) {
            case "IssuerRefused", "NeverSent" -> Optional.of("answer");
            case "OperationSucceeded", "OperationFailed" ->
                Optional.of(line.actor() != null ? "operator" : newest(line.data()));
            default -> Optional.empty();
        };
    }

    private static String newest(Map<String, Object> data) {
        return data.get("evidence") instanceof List<?> evidence
                        && !evidence.isEmpty()
                        && evidence.getLast() instanceof Evidence one
                ? one.witness()
                : "time";
    }

    private Uni<Void> refresh() {
        return pool.query(OPEN)
                .execute()
                .invoke(rows -> {
                    Map<Tags, Long> counted = nothing();
                    for (Row row : rows) {
                        counted.put(
                                tags(row.getString("kind"), row.getString("status")),
                                row.getLong("open"));
                    }
                    List<MultiGauge.Row<?>> shown = new ArrayList<>();
                    counted.forEach((tags, count) -> shown.add(MultiGauge.Row.of(tags, count)));
                    open.register(shown, true);
                })
                .replaceWithVoid();
    }

    /** What there is none of is shown too. */
    private static Map<Tags, Long> nothing() {
        Map<Tags, Long> nothing = new HashMap<>();
        for (OperationKind kind : OperationKind.values()) {
            OperationStatus.OPEN.forEach(
                    status -> nothing.put(tags(kind.name(), status.name()), 0L));
        }
        return nothing;
    }

    private static Tags tags(String kind, String status) {
        return Tags.of("kind", kind, "status", status);
    }
}
