package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.KnownWorld;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.Rebuilding;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.VariedLife;

import io.restassured.path.json.JsonPath;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The database is lost, and the service starts on an empty one while the issuer stays up. A rebuild brings back what the
 * API showed before, except what only this service knew.
 */
class RebuildIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Map<String, String> FAST = Map.of("REBUILD_CALLS_PER_SECOND", "1000");
    private static final Map<String, String> SLOW = Map.of("REBUILD_CALLS_PER_SECOND", "10");

    private static Production production;
    private static VariedLife life;
    private static KnownWorld before;
    private static long untouched;
    private static long spender;

    private final Api operator = Api.operator();
    private final Rebuilding rebuild = new Rebuilding(PATIENCE);

    @BeforeAll
    static void liveAndRemember() {
        Awaitility.setDefaultTimeout(PATIENCE);
        production = Production.start(
                "rebuild",
                Map.of(
                        // Small, so that the lists have many pages and windows.
                        "REBUILD_PAGE", "7",
                        "REBUILD_WINDOW", "1S",
                        "RECONCILIATION_OVERLAP", "1S",
                        // So that every transaction is known before, announced or not.
                        "RECONCILIATION_CARD_CHECK_EVERY", "2S"));
        life = new VariedLife();
        life.live();
        untouched = life.untouched();
        spender = life.spender();
        before = asShownForGood();
    }

    /** Each card's transactions were read once more since: also those that no webhook tells of. */
    private static KnownWorld asShownForGood() {
        String now = production.database().column("SELECT now()").getFirst();
        await().until(() -> production
                        .database()
                        .column("SELECT id FROM card WHERE checked_at IS NULL OR checked_at < '"
                                + now + "'")
                        .isEmpty()
                && deliveriesWaiting().isEmpty());
        return KnownWorld.asShown();
    }

    private static List<String> deliveriesWaiting() {
        return production
                .database()
                .column("SELECT id FROM delivery_by_status WHERE status = 'STORED'");
    }

    @AfterAll
    static void end() {
        production.close();
        Awaitility.reset();
    }

    @Test
    void theRebuiltStateEqualsTheOldOneAndASecondRebuildChangesNothing() {
        production.startAnew(FAST);
        assertThat(rebuild.report().getString("status")).isEqualTo("NONE");
        assertThat(Api.merchant().get("/v1/cardholders").jsonPath().getList("data"))
                .isEmpty();

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
    void killedInEachStepItGoesOnWhereItWasToTheSameEnd() {
        production.startAnew(SLOW);
        rebuild.begin();
        for (String step : List.of("OWNERS", "RECORDS", "CARDS")) {
            await().pollInterval(Duration.ofMillis(20))
                    .until(() -> rebuild.report().getString("step").equals(step));
            production.killService();
            production.startService();
        }
        rebuild.done();

        KnownWorld.asShown().assertEqualTo(before);
    }

    @Test
    void whatTheIssuerTellsMeanwhileIsAppliedOnce() {
        production.startAnew(SLOW);
        rebuild.begin();
        await().until(() -> rebuild.report().getString("step").equals("OWNERS"));
        SandboxControl.post(
                "/cards/" + spender + "/purchase", Map.of("amount", 1.75, "merchant", "Corner"));
        await().until(() -> deliveries("PARKED").contains("TRANSACTION_CREATED"));
        rebuild.done();

        assertThat(deliveries("PARKED")).isEmpty();
        KnownWorld then = before;
        before = KnownWorld.asShown();
        assertThat(before.operations()).isEqualTo(then.operations());
        assertThat(before.transactions()).hasSize(then.transactions().size() + 1);
        assertThat(before.cards()).isNotEqualTo(then.cards()).containsKeys(untouched);
    }

    private List<String> deliveries(String status) {
        return operator.get("/v1/admin/deliveries?limit=100&status=" + status)
                .jsonPath()
                .getList("data.type");
    }

    private List<String> ids() {
        return production
                .database()
                .column("SELECT id FROM cardholder UNION ALL SELECT id FROM card UNION ALL"
                        + " SELECT id FROM operation UNION ALL SELECT id FROM card_transaction"
                        + " UNION ALL SELECT id FROM challenge ORDER BY 1");
    }
}
