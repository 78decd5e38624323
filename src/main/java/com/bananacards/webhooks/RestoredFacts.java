package com.bananacards.webhooks;

import com.bananacards.bananatech.IssuerReads.WebhookRecord;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

/** The inbox's door for a rebuild. What comes in here is applied like all else, and may be of the past. */
@ApplicationScoped
public class RestoredFacts {

    private static final String BUSY = """
        SELECT 1 FROM delivery_by_status
        WHERE next_attempt_at IS NOT NULL AND attempts = 0 AND (source = 'REBUILD' OR status = 'PARKED')
        LIMIT 1\
        """;

    private static final String RETRY = """
        UPDATE delivery_by_status SET next_attempt_at = $1, attempts = 0
        WHERE status = 'PARKED' AND reason IN ('unknown_card', 'unknown_user', 'no_open_operation', 'not_applicable')\
        """;

    private final Backlog backlog;
    private final InboxWorker worker;
    private final Pool pool;
    private final Clock clock;

    @Inject
    RestoredFacts(Backlog backlog, InboxWorker worker, Pool pool, Clock clock) {
        this.backlog = backlog;
        this.worker = worker;
        this.pool = pool;
        this.clock = clock;
    }

    /** Stores the records whose effect was not had yet; gives back how many were new. */
    public Uni<Integer> store(List<WebhookRecord> records) {
        return backlog.store(records, Source.REBUILD);
    }

    /** True while something of it has not been tried once. */
    public Uni<Boolean> isBusy() {
        return pool.preparedQuery(BUSY).execute().map(rows -> rows.rowCount() > 0);
    }

    /** Everything that was parked for want of something that may be there now is tried once more. */
    public Uni<Void> retryParked() {
        return pool.preparedQuery(RETRY)
                .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC)))
                .invoke(worker::wake)
                .replaceWithVoid();
    }
}
