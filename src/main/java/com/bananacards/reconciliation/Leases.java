package com.bananacards.reconciliation;

import com.bananacards.time.Ids;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.util.UUID;

/** Lets one replica at a time do a job. Time is the database's, so replicas' clocks do not matter. */
@ApplicationScoped
class Leases {

    private static final String TAKE = """
        INSERT INTO lease (name, holder, until) VALUES ($1, $2, now() + $3 * interval '1 millisecond')
        ON CONFLICT (name) DO UPDATE SET holder = EXCLUDED.holder, until = EXCLUDED.until
        WHERE lease.until < now() OR lease.holder = EXCLUDED.holder
        RETURNING holder\
        """;

    private final Pool pool;
    private final ReconciliationConfig config;
    private final UUID self = Ids.next();

    @Inject
    Leases(Pool pool, ReconciliationConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** True when this replica may do the job now. */
    Uni<Boolean> take(String job) {
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(job, self, (double) config.lease().toMillis()))
                .map(rows -> rows.rowCount() > 0);
    }
}
