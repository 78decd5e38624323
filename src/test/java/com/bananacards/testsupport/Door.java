package com.bananacards.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The webhooks' door as somebody uses it who holds genuine envelopes and must not gain by them. */
public final class Door {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ROWS = """
        SELECT type, status, reason FROM delivery_now WHERE request_id LIKE $1 AND status <> 'STORED' ORDER BY id\
        """;
    private static final String STATE = """
        SELECT string_agg(line, E'\\n' ORDER BY line) AS state FROM (
            SELECT to_jsonb(t) - 'checked_at' AS row FROM card t WHERE cardholder_id = $1
            UNION ALL SELECT to_jsonb(t) FROM cardholder t WHERE id = $1
            UNION ALL SELECT jsonb_build_array(id, kind, status, card_id, reason_code, counted,
                                               issuer_transaction_id, settled_at)
                      FROM operation WHERE cardholder_id = $1
            UNION ALL SELECT to_jsonb(t) FROM card_transaction t WHERE cardholder_id = $1
            UNION ALL SELECT to_jsonb(t) FROM challenge t WHERE cardholder_id = $1
            UNION ALL SELECT to_jsonb(t) FROM journal t WHERE cardholder_id = $1 AND kind <> 'DeliveryParked'
        ) AS rows (row), LATERAL (SELECT row::text AS line) AS lines\
        """;

    private final Pool pool;
    private final String mark = "door-" + UUID.randomUUID();
    private int sent;

    public Door(Pool pool) {
        this.pool = pool;
    }

    /** Posts an envelope, as it is, under a type; it must be taken. */
    public void send(Map<String, Object> envelope, String type) {
        Map<String, Object> swapped = new HashMap<>(envelope);
        swapped.put("type", type);
        sent++;
        RestAssured.given()
                .contentType(ContentType.JSON)
                .header("X-Request-Id", mark + "-" + sent)
                .body(swapped)
                .post(WebhookSender.PATH)
                .then()
                .statusCode(200);
    }

    /** What became of all that was sent: type, status and reason of each that was stored. */
    public List<String> outcomes(int stored) {
        await().atMost(PATIENCE).until(() -> rows().size() >= stored);
        assertThat(rows()).hasSize(stored);
        return rows();
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (Row row : query(ROWS, Tuple.of(mark + "-%"))) {
            String reason = row.getString("reason");
            rows.add(row.getString("type") + " " + row.getString("status")
                    + (reason == null ? "" : " " + reason));
        }
        return rows;
    }

    /** What is known about a cardholder: cards, operations, transactions, challenges, journal. Not when it was looked at. */
    public String state(String cardholder) {
        return query(STATE, Tuple.of(UUID.fromString(cardholder)))
                .iterator()
                .next()
                .getString("state");
    }

    private Iterable<Row> query(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).await().atMost(Duration.ofSeconds(10));
    }

    /** The sum of a counter's values with these labels. */
    public static double counted(String name, String... labels) {
        return RestAssured.given()
                .get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
