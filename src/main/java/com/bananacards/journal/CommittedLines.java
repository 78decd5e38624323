package com.bananacards.journal;

import com.bananacards.http.DatabaseFailures;
import com.bananacards.time.Ticks;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells of lines once their transaction is known to be committed: what is rolled back and written again is told once.
 * The database itself is asked how each transaction ended.
 */
@ApplicationScoped
class CommittedLines {

    private static final String COUNTER = "bananacards.journal.lines";

    private static final String HOW_THEY_ENDED = """
        SELECT id, pg_xact_status(cast(id AS xid8)) AS status FROM unnest($1::text[]) AS id\
        """;

    private final Map<String, Written> waiting = new HashMap<>();
    private int uncounted;
    private final Event<Journal.Committed> committed;
    private final MeterRegistry meters;
    private final JournalConfig config;
    private final Pool pool;
    private final Vertx vertx;
    private @Nullable Ticks ticks;

    @Inject
    CommittedLines(
            Event<Journal.Committed> committed,
            MeterRegistry meters,
            JournalConfig config,
            Pool pool,
            Vertx vertx) {
        this.committed = committed;
        this.meters = meters;
        this.config = config;
        this.pool = pool;
        this.vertx = vertx;
        // From the beginning, so that the first one is seen as an increase.
        meters.counter(COUNTER, "kind", "OperationContradicted");
    }

    void start(@Observes StartupEvent started) {
        ticks = Ticks.every(vertx, "committed lines", config.poll(), this::look);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (ticks != null) {
            ticks.stop();
        }
    }

    /** What one transaction wrote. Bodies that nobody looks at are not kept: they would grow old here, thousands a second. */
    private static final class Written {
        private final Map<String, Integer> kinds = new HashMap<>();
        private final List<Line> ofOperations = new ArrayList<>();
        private int lines;

        private void add(Line line) {
            lines++;
            kinds.merge(line.kind(), 1, Integer::sum);
            if (line.operationId() != null) {
                ofOperations.add(line);
            }
        }
    }

    /** @param transaction its number, as the database calls it */
    synchronized void await(String transaction, List<Line> lines) {
        if (uncounted + lines.size() <= config.uncounted()) {
            uncounted += lines.size();
            Written written = waiting.computeIfAbsent(transaction, first -> new Written());
            lines.forEach(written::add);
        }
    }

    private synchronized String[] transactions() {
        return waiting.keySet().toArray(new String[0]);
    }

    private Uni<Void> look() {
        String[] transactions = transactions();
        return transactions.length == 0
                ? Uni.createFrom().voidItem()
                : pool.preparedQuery(HOW_THEY_ENDED)
                        .execute(Tuple.of(transactions))
                        .invoke(this::ended)
                        .replaceWithVoid()
                        .onFailure(failure -> !DatabaseFailures.isDatabaseAway(failure))
                        .invoke(this::forget);
    }

    private void ended(RowSet<Row> rows) {
        for (Row row : rows) {
            String status = row.getString("status");
            if (!"in progress".equals(status)) {
                Written written = take(row.getString("id"));
                if (written != null && "committed".equals(status)) {
                    tell(written);
                }
            }
        }
    }

    private void tell(Written written) {
        written.kinds.forEach(
                (kind, lines) -> meters.counter(COUNTER, "kind", kind).increment(lines));
        if (!written.ofOperations.isEmpty()) {
            committed.fire(new Journal.Committed(written.ofOperations));
        }
    }

    private synchronized @Nullable Written take(String transaction) {
        Written written = waiting.remove(transaction);
        if (written != null) {
            uncounted -= written.lines;
        }
        return written;
    }

    /** Another database than the one that was written to: it does not know these transactions. */
    private synchronized void forget() {
        waiting.clear();
        uncounted = 0;
    }
}
