package com.bananacards.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.WebhookSender;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whatever partition a delivery falls into, and whenever it comes again: it is stored once and has its effect once. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class PartitionsApiTest {

    private static final String TYPE = "CARD_BALANCE_CHANGE";

    @Inject
    Pool pool;

    private final Api merchant = Api.merchant();

    private List<String> column(String sql, Object... values) {
        List<String> column = new ArrayList<>();
        for (Row row : pool.preparedQuery(sql)
                .execute(Tuple.from(values))
                .await()
                .atMost(Duration.ofSeconds(10))) {
            column.add(row.getString(0));
        }
        return column;
    }

    private Instant border() {
        return Instant.parse(column("SELECT to_char(min(upper) AT TIME ZONE 'UTC',"
                        + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM time_partition"
                        + " WHERE parent = 'delivery' AND upper > now()")
                .getFirst());
    }

    private List<String> statuses(long card) {
        return column(
                "SELECT status FROM delivery_now WHERE type = $1 AND issuer_card_id = $2 AND"
                        + " status <> 'STORED' ORDER BY id",
                TYPE,
                card);
    }

    private static Map<String, Object> stated(long card, Instant at) {
        return Map.of(
                "card_id",
                card,
                "amount",
                new BigDecimal("7.00"),
                "available",
                new BigDecimal("7.00"),
                "currency",
                "USD",
                "occur_time",
                at.toEpochMilli());
    }

    @Test
    void aDeliveryOnEitherSideOfABorderIsStoredOnceAndAppliedOnce() {
        Instant border = border();
        List<Instant> times = List.of(
                Instant.now().minus(Duration.ofDays(300)),
                Instant.now(),
                border.minusMillis(1),
                border,
                border.plus(Duration.ofDays(300)));
        Set<String> tables = new TreeSet<>();
        for (Instant at : times) {
            long card = merchant.issuerCard(merchant.activeCard());
            Map<String, Object> envelope = WebhookSender.envelope(TYPE, stated(card, at));
            WebhookSender.post(envelope).then().statusCode(200);
            await().untilAsserted(() -> assertThat(statuses(card)).hasSize(1));
            String first = statuses(card).getFirst();

            WebhookSender.post(envelope).then().statusCode(200);
            WebhookSender.deliver(TYPE, stated(card, at));
            await().untilAsserted(() -> assertThat(statuses(card)).hasSize(2));

            assertThat(first).as("" + at).isIn("APPLIED", "SUPERSEDED");
            assertThat(statuses(card)).as("" + at).containsExactly(first, "REPEATED");
            tables.addAll(column(
                    "SELECT tableoid::regclass::text FROM delivery WHERE issuer_card_id = $1 AND"
                            + " type = $2",
                    card,
                    TYPE));
        }
        assertThat(tables).hasSize(4).contains("delivery_past", "delivery_rest");
    }
}
