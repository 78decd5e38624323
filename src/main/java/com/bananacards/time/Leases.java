package com.bananacards.time;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.time.Duration;
import java.util.UUID;

/** Lets one replica at a time do a job. Time is the database's, so replicas' clocks do not matter. */
@ApplicationScoped
public class Leases {

    private static final String TAKE = """
        INSERT INTO lease (name, holder, until) VALUES ($1, $2, now() + $3 * interval '1 millisecond')
        ON CONFLICT (name) DO UPDATE SET holder = EXCLUDED.holder, until = EXCLUDED.until
        WHERE lease.until < now() OR lease.holder = EXCLUDED.holder
        RETURNING holder\
        """;

    private final Pool pool;
    private final UUID self = Ids.next();

    @Inject
    Leases(Pool pool) {
        this.pool = pool;
    }

    /** True when this replica may do the job now; nobody else may for so long. */
    public Uni<Boolean> take(String job, Duration lease) {
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(job, self, (double) lease.toMillis()))
                .map(rows -> rows.rowCount() > 0);
    }
}
