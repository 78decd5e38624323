package com.bananacards.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.sensitive.KeyDependents;
import com.bananacards.sensitive.KeyKind;
import com.bananacards.sensitive.KeyUses;
import com.bananacards.sensitive.TracedRows;
import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.Surroundings;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Rows of a version that kept no key ids: which key made them is found out where it can be, and nowhere else. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class NumberTracesApiTest {

    private static final String ONLY = "0a1b2c3d4e5f";

    @Inject
    KeysConfig config;

    @Inject
    Pool pool;

    @Inject
    @Any
    Instance<TracedRows> rooms;

    private final Api merchant = Api.merchant();
    private final String key = UUID.randomUUID().toString();
    private UUID card;
    private UUID operation;

    @BeforeEach
    void rowsOfAnOlderVersion() {
        card = UUID.fromString(merchant.assignedCard());
        operation = UUID.fromString(anOpenAssignment().path("id"));
        run("UPDATE card SET pan_key = NULL WHERE id = $1", card);
        run("UPDATE operation SET pan_key = NULL, version = version + 1 WHERE id = $1", operation);
        run("UPDATE idempotency_key SET digest_key = NULL WHERE key = $1", key);
    }

    private Response anOpenAssignment() {
        String holder = merchant.approvedCardholder();
        long user = merchant.issuerUser(holder);
        Faults.onWebhook("FORGET", "CARD_ASSIGN_RESULT", user, Map.of());
        Faults.onCall("REFUSE", "INFORMATION", user, Map.of("times", 1_000));
        return merchant.request(key)
                .body(Api.assignment(holder, Api.stockedNumber()))
                .post("/v1/cards/physical");
    }

    @AfterEach
    void withoutFaults() {
        Faults.clear();
    }

    @Test
    void ofOneKeyTheyAreItsOwnAndNothingIsDoubtfulAnyMore() {
        NumberTraces traces = tracesOf(List.of(ONLY));
        assertThat(unknown(traces)).isGreaterThanOrEqualTo(3);

        traces.name().await().indefinitely();

        assertThat(keys()).containsExactly(ONLY, ONLY, ONLY);
        assertThat(unknown(traces)).isZero();
    }

    @Test
    void ofTwoKeysNobodyCanTell() {
        tracesOf(List.of(ONLY, "5f4e3d2c1b0a")).name().await().indefinitely();

        assertThat(keys()).containsExactly("none", "none", "none");
        tracesOf(List.of(ONLY)).name().await().indefinitely();
    }

    private NumberTraces tracesOf(List<String> configured) {
        KeyUses uses = new KeyUses(new SimpleMeterRegistry(), Clock.systemUTC());
        uses.configured(KeyKind.FINGERPRINT, configured);
        return new NumberTraces(rooms, uses, pool, config);
    }

    private static long unknown(NumberTraces traces) {
        return traces.count().await().indefinitely().getOrDefault(KeyDependents.UNKNOWN, 0L);
    }

    private List<String> keys() {
        return List.of(
                text("SELECT coalesce(pan_key, 'none') FROM card WHERE id = $1", card),
                text("SELECT coalesce(pan_key, 'none') FROM operation WHERE id = $1", operation),
                text(
                        "SELECT coalesce(digest_key, 'none') FROM idempotency_key WHERE key = $1",
                        key));
    }

    private void run(String sql, Object id) {
        assertThat(pool.preparedQuery(sql).executeAndAwait(Tuple.of(id)).rowCount())
                .isOne();
    }

    private String text(String sql, Object id) {
        return pool.preparedQuery(sql)
                .executeAndAwait(Tuple.of(id))
                .iterator()
                .next()
                .getString(0);
    }
}
