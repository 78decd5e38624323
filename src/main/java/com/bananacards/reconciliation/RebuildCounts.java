package com.bananacards.reconciliation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.util.Map;
import java.util.TreeMap;

/** Counts what rebuilds have put in place in this database, and what became of the records they read. */
@ApplicationScoped
class RebuildCounts {

    private static final String RESTORED = """
        SELECT (SELECT count(*) FROM operation WHERE restored_at IS NOT NULL AND kind = 'CARDHOLDER_REGISTER')
                   AS cardholders,
               (SELECT count(*) FROM card JOIN card_origin USING (issuer_card_id)) AS cards,
               (SELECT count(*) FROM operation WHERE restored_at IS NOT NULL) AS operations,
               (SELECT count(*) FROM card_transaction t JOIN card c ON c.id = t.card_id
                JOIN card_origin o ON o.issuer_card_id = c.issuer_card_id AND t.occurred_at < o.found_at)
                   AS transactions\
        """;

    private static final String RECORDS = """
        SELECT status, reason, count(*) AS count FROM delivery_by_status
        WHERE source = 'REBUILD' GROUP BY status, reason\
        """;

    private final Pool pool;

    @Inject
    RebuildCounts(Pool pool) {
        this.pool = pool;
    }

    /** What was put in place. */
    @RegisterForReflection
    record Restored(long cardholders, long cards, long operations, long transactions) {}

    /** What became of what was read. @param parked by reason */
    @RegisterForReflection
    record Records(
            long applied, long repeated, long superseded, long waiting, Map<String, Long> parked) {}

    record Read(Restored restored, Records records) {}

    Uni<Read> read() {
        return pool.query(RESTORED)
                .execute()
                .chain(one -> pool.query(RECORDS)
                        .execute()
                        .map(rows -> new Read(restored(one.iterator().next()), records(rows))));
    }

    private static Restored restored(Row row) {
        return new Restored(
                row.getLong("cardholders"),
                row.getLong("cards"),
                row.getLong("operations"),
                row.getLong("transactions"));
    }

    private static Records records(RowSet<Row> rows) {
        Map<String, Long> byStatus = new TreeMap<>();
        Map<String, Long> parked = new TreeMap<>();
        for (Row row : rows) {
            String status = row.getString("status");
            Map<String, Long> into = status.equals("PARKED") ? parked : byStatus;
            String key = status.equals("PARKED") ? row.getString("reason") : status;
            into.merge(key, row.getLong("count"), Long::sum);
        }
        return new Records(
                byStatus.getOrDefault("APPLIED", 0L),
                byStatus.getOrDefault("REPEATED", 0L),
                byStatus.getOrDefault("SUPERSEDED", 0L),
                byStatus.getOrDefault("STORED", 0L),
                parked);
    }
}
