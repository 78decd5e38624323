package com.bananacards.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;

import java.time.Duration;
import java.util.Map;

/** A rebuild as an operator begins and watches it, and what has to come of it. */
public final class Rebuilding {

    private final Api operator = Api.operator();
    private final Duration patience;

    /** @param patience longest time until it is done */
    public Rebuilding(Duration patience) {
        this.patience = patience;
    }

    public void begin() {
        operator.request()
                .body(Map.of("reason", "the database is lost"))
                .post("/v1/admin/rebuild")
                .then()
                .statusCode(202);
    }

    public JsonPath report() {
        return operator.get("/v1/admin/rebuild").jsonPath();
    }

    /** The report at its end, which is a good one. */
    public JsonPath done() {
        await().atMost(patience).until(() -> !report().getString("status").equals("RUNNING"));
        JsonPath report = report();
        assertThat(report.getString("status")).as(report.prettify()).isEqualTo("DONE");
        return report;
    }

    /** The API shows what it showed before, the report counts all of it, and nothing was left. */
    public static void assertRestored(JsonPath report, KnownWorld before) {
        KnownWorld.asShown().assertEqualTo(before);
        assertThat(report.getMap("records.parked")).isEmpty();
        assertThat(report.getLong("restored.cardholders"))
                .isEqualTo(before.cardholders().size());
        assertThat(report.getLong("restored.cards")).isEqualTo(before.cards().size());
        assertThat(report.getLong("restored.operations"))
                .isEqualTo(before.operations().values().stream()
                        .mapToInt(count -> count)
                        .sum());
        assertThat(report.getLong("restored.transactions"))
                .isEqualTo(before.transactions().size());
        assertThat(report.getList("left_out")).isEmpty();
        assertThat(report.getList("never_restored")).isNotEmpty();
    }
}
