package com.bananacards.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Surroundings;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class KeyRetentionApiTest {

    private static final String AGE =
            "UPDATE idempotency_key SET created_at = now() - interval '90 days' WHERE operation_id"
                    + " IN (SELECT id FROM operation WHERE cardholder_id = ANY ($1))";

    private static final String LEFT = "SELECT operation_id FROM idempotency_key"
            + " WHERE created_at < now() - interval '80 days'";

    @Inject
    IdempotencyKeys keys;

    @Inject
    Pool pool;

    private int purge(int most) throws Throwable {
        Instant before = Instant.now().minusSeconds(80 * 86_400L);
        return VertxContextSupport.subscribeAndAwait(
                () -> Panache.withTransaction(() -> keys.purgeOlderThan(before, most)));
    }

    private int left() {
        return pool.query(LEFT).execute().await().indefinitely().rowCount();
    }

    /** An open operation's key stays: it is still asked about. */
    @Test
    void oldKeysOfSettledOperationsAreDroppedByBatches() throws Throwable {
        Api merchant = Api.merchant();
        List<UUID> cardholders = IntStream.range(0, 3)
                .mapToObj(one -> UUID.fromString(merchant.approvedCardholder()))
                .toList();
        UUID open = cardholders.getFirst();
        run(AGE, (Object) cardholders.toArray(new UUID[0]));
        run(
                "UPDATE operation SET status = 'IN_REVIEW', settled_at = NULL WHERE cardholder_id"
                        + " = $1",
                open);

        assertThat(purge(1)).isEqualTo(1);
        assertThat(left()).isEqualTo(2);
        assertThat(purge(5)).isEqualTo(1);
        assertThat(left()).isEqualTo(1);

        run(
                "UPDATE operation SET status = 'SUCCEEDED', settled_at = now() WHERE cardholder_id"
                        + " = $1",
                open);
        assertThat(purge(5)).isEqualTo(1);
    }

    private void run(String sql, Object parameter) {
        pool.preparedQuery(sql).execute(Tuple.of(parameter)).await().indefinitely();
    }
}
