package com.bananacards.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.KnownWorld;
import com.bananacards.testsupport.Rebuilding;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.VariedLife;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.pgclient.PgException;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All tables are emptied, as if the database had been lost, and a rebuild brings back what the API showed before, except
 * what only this service knew. On a database of its own; the backfill reads the same records at the same time.
 */
@QuarkusTest
@TestProfile(RebuildApiTest.Alone.class)
@QuarkusTestResource(Surroundings.class)
class RebuildApiTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static KnownWorld before;
    private static long spender;

    private final Rebuilding rebuild = new Rebuilding(PATIENCE);

    @Inject
    Pool pool;

    /** A service and a database of this test's own. */
    public static class Alone implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    // Small, so that the lists have many pages and windows.
                    "rebuild.page", "7",
                    "rebuild.window", "1S",
                    "rebuild.calls-per-second", "200",
                    "reconciliation.overlap", "1S",
                    // So that every transaction is known before, announced or not.
                    "reconciliation.card-check-every", "1S");
        }
    }

    @BeforeEach
    void aLifeIsLivedAndLost() {
        if (before == null) {
            VariedLife life = new VariedLife();
            life.live();
            spender = life.spender();
            before = asShownForGood();
        }
        loseEverything();
    }

    /**
     * The journal can't be emptied; nothing but timelines is read from it. The service goes on working meanwhile, and takes
     * the same tables in orders of its own: who loses that tie begins again.
     */
    private void loseEverything() {
        pool.query("TRUNCATE cardholder, card, operation, idempotency_key, delivery,"
                        + " delivery_by_status, delivery_end, effect, lease, backfill_cursor,"
                        + " card_transaction, challenge, account_balance, rebuild, card_origin"
                        + " CASCADE")
                .execute()
                .onFailure(RebuildApiTest::isDeadlock)
                .retry()
                .atMost(20)
                .await()
                .atMost(PATIENCE);
    }

    private static boolean isDeadlock(Throwable failure) {
        return failure instanceof PgException refused && "40P01".equals(refused.getSqlState());
    }

    /** Each card's transactions were read once more since: also those that no webhook tells of. */
    private KnownWorld asShownForGood() {
        String now = column("SELECT cast(now() AS text)").getFirst();
        await().atMost(PATIENCE)
                .until(() -> column("SELECT cast(id AS text) FROM card WHERE"
                                        + " checked_at IS NULL OR checked_at < '" + now + "'")
                                .isEmpty()
                        && column("SELECT type FROM delivery_by_status WHERE status = 'STORED'")
                                .isEmpty());
        return KnownWorld.asShown();
    }

    @Test
    void theRebuiltStateEqualsTheOldOneAndASecondRebuildChangesNothing() {
        assertThat(rebuild.report().getString("status")).isEqualTo("NONE");
        rebuild.begin();
        JsonPath report = rebuild.done();

        Rebuilding.assertRestored(report, before);

        List<String> ids = ids();
        rebuild.begin();
        assertThat(rebuild.done().getString("id")).isNotEqualTo(report.getString("id"));
        assertThat(ids()).isEqualTo(ids);
        KnownWorld.asShown().assertEqualTo(before);
    }

    @Test
    void whatTheIssuerTellsMeanwhileIsAppliedOnce() {
        rebuild.begin();
        SandboxControl.post(
                "/cards/" + spender + "/purchase", Map.of("amount", 1.75, "merchant", "Corner"));
        rebuild.done();
        await().atMost(PATIENCE)
                .until(() -> KnownWorld.asShown().transactions().size()
                        == before.transactions().size() + 1);

        KnownWorld then = before;
        before = asShownForGood();
        assertThat(before.operations()).isEqualTo(then.operations());
        assertThat(before.cards()).isNotEqualTo(then.cards());
    }

    @Test
    void onlyAnOperatorStartsIt() {
        Api.merchant()
                .request()
                .body(Map.of("reason", "for fun"))
                .post("/v1/admin/rebuild")
                .then()
                .statusCode(403);
        Api.merchant().request().get("/v1/admin/rebuild").then().statusCode(403);
    }

    private List<String> ids() {
        return column("SELECT cast(id AS text) FROM (SELECT id FROM cardholder UNION ALL SELECT id"
                + " FROM card UNION ALL SELECT id FROM operation UNION ALL SELECT id FROM"
                + " card_transaction UNION ALL SELECT id FROM challenge) AS every ORDER BY 1");
    }

    private List<String> column(String sql) {
        List<String> column = new ArrayList<>();
        for (Row row : pool.query(sql).execute().await().atMost(PATIENCE)) {
            column.add(row.getString(0));
        }
        return column;
    }
}
