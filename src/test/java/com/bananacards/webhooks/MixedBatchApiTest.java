package com.bananacards.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.WebhookSender;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

/** Deliveries that are applied in one transaction although each changes something else. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class MixedBatchApiTest {

    /** As {@code inbox.batch} has it. */
    private static final int FULL_BATCH = 128;

    private static final String LINES = "SELECT count(*) FROM journal WHERE card_id = ?"
            + " AND delivery_id IS NOT NULL"
            + " AND kind IN ('CardLocked', 'CardUnlocked', 'CardBalanceChanged')";

    private static final String ENDED =
            "SELECT count(*) FROM delivery_now WHERE type IN ('CARD_STATUS_CHANGE',"
                + " 'CARD_BALANCE_CHANGE') AND issuer_card_id = (SELECT issuer_card_id FROM card"
                + " WHERE id = ?) ";

    private final Api merchant = Api.merchant();

    @Inject
    DataSource database;

    @Test
    void deliveriesOfDifferentKindsAreAppliedTogether() throws SQLException {
        String held = merchant.activeCard();
        String locked = merchant.activeCard();
        String richer = merchant.activeCard();
        long at = System.currentTimeMillis() + 1_000;
        inOneBatch(held, at, () -> {
            WebhookSender.deliver("CARD_STATUS_CHANGE", lock(locked, at));
            WebhookSender.deliver("CARD_BALANCE_CHANGE", balance(richer, at));
        });

        await().untilAsserted(() -> {
            assertThat(merchant.card(held).getString("status")).isEqualTo("LOCKED");
            assertThat(merchant.card(locked).getString("status")).isEqualTo("LOCKED");
            assertThat(merchant.card(richer).getString("balance.total")).isEqualTo("12.34");
        });
    }

    @Test
    void everyStateOfAHotCardIsJournaledAndItsRowIsWrittenOnce() throws SQLException {
        String busy = merchant.activeCard();
        String hot = merchant.activeCard();
        long version = number("SELECT version FROM card WHERE id = ?", hot);
        long at = System.currentTimeMillis() + 1_000;
        inOneBatch(busy, at, () -> {
            for (int i = 0; i < 10; i++) {
                String status = i % 2 == 0 ? "LOCKED" : "ACTIVE";
                WebhookSender.deliver("CARD_STATUS_CHANGE", status(hot, status, at + i));
            }
        });

        await().untilAsserted(() -> assertThat(number(LINES, hot)).isEqualTo(10));
        assertThat(number("SELECT version FROM card WHERE id = ?", hot)).isEqualTo(version + 1);
        assertThat(merchant.card(hot).getString("status")).isEqualTo("ACTIVE");
    }

    /** A batch that fails is applied one by one; the bad one is parked and comes back by itself. */
    @Test
    void whatCantBeAppliedDoesNotHoldBackTheOthersOfItsBatch() throws SQLException {
        String held = merchant.activeCard();
        String poisoned = merchant.activeCard();
        String locked = merchant.activeCard();
        String richer = merchant.activeCard();
        long at = System.currentTimeMillis() + 1_000;
        run("CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'poisoned'; END $$");
        run("CREATE TRIGGER poison BEFORE UPDATE ON card FOR EACH ROW WHEN (NEW.id = '" + poisoned
                + "' AND NEW.status = 'LOCKED') EXECUTE FUNCTION poison()");
        try {
            inOneBatch(held, at, () -> {
                WebhookSender.deliver("CARD_STATUS_CHANGE", lock(locked, at));
                WebhookSender.deliver("CARD_STATUS_CHANGE", lock(poisoned, at));
                WebhookSender.deliver("CARD_BALANCE_CHANGE", balance(richer, at));
            });

            await().untilAsserted(() -> {
                assertThat(merchant.card(locked).getString("status")).isEqualTo("LOCKED");
                assertThat(merchant.card(richer).getString("balance.total")).isEqualTo("12.34");
                assertThat(number(ENDED + "AND status = 'PARKED' AND reason = 'failed'", poisoned))
                        .isEqualTo(1);
            });
            assertThat(merchant.card(poisoned).getString("status")).isEqualTo("ACTIVE");
        } finally {
            run("DROP TRIGGER poison ON card");
            run("DROP FUNCTION poison");
        }

        await().untilAsserted(() ->
                assertThat(merchant.card(poisoned).getString("status")).isEqualTo("LOCKED"));
        for (String card : List.of(poisoned, locked, richer)) {
            assertThat(number(ENDED + "AND status = 'APPLIED'", card)).isEqualTo(1);
            assertThat(number(LINES, card)).isEqualTo(1);
        }
    }

    /** In a backlog: what stands at a card that somebody holds is passed by the deliveries of other lanes. */
    @Test
    void batchesOfOtherCardsGoOnBesideOneThatWaits() throws SQLException {
        String held = merchant.activeCard();
        String hot = merchant.activeCard();
        String stuck = merchant.activeCard();
        String free = inAnotherLaneThan(stuck);
        long at = System.currentTimeMillis() + 1_000;
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            hold(connection, stuck);
            inOneBatch(connection, held, at, () -> {
                for (int i = 0; i < FULL_BATCH; i++) {
                    String status = i % 2 == 0 ? "LOCKED" : "ACTIVE";
                    WebhookSender.deliver("CARD_STATUS_CHANGE", status(hot, status, at + i));
                }
                WebhookSender.deliver("CARD_STATUS_CHANGE", lock(stuck, at));
                WebhookSender.deliver("CARD_STATUS_CHANGE", lock(free, at));
            });

            await().untilAsserted(() ->
                    assertThat(merchant.card(free).getString("status")).isEqualTo("LOCKED"));
            assertThat(number(ENDED + "AND status = 'STORED'", stuck)).isEqualTo(1);
            connection.rollback();
        }
        await().untilAsserted(() ->
                assertThat(merchant.card(stuck).getString("status")).isEqualTo("LOCKED"));
        assertThat(number(LINES, hot)).isEqualTo(FULL_BATCH);
    }

    private String inAnotherLaneThan(String card) throws SQLException {
        String lane = "SELECT (hashint8(issuer_card_id) & 2147483647) % 2 FROM card WHERE id = ?";
        String other = merchant.activeCard();
        while (number(lane, other) == number(lane, card)) {
            other = merchant.activeCard();
        }
        return other;
    }

    private void inOneBatch(String held, long at, Runnable deliveries) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            inOneBatch(connection, held, at, deliveries);
            connection.rollback();
        }
    }

    /** Holds the worker at this card until all of it is stored. What the connection held before it holds after, too. */
    private void inOneBatch(Connection connection, String held, long at, Runnable deliveries)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        hold(connection, held);
        WebhookSender.deliver("CARD_STATUS_CHANGE", lock(held, at));
        awaitWaiting();
        deliveries.run();
        connection.rollback(before);
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql, String card) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, UUID.fromString(card));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private Map<String, Object> lock(String card, long at) {
        return status(card, "LOCKED", at);
    }

    private Map<String, Object> status(String card, String status, long at) {
        return Map.of(
                "card_id",
                merchant.issuerCard(card),
                "status",
                "SUCCESS",
                "card_status",
                status,
                "occur_time",
                at);
    }

    private Map<String, Object> balance(String card, long at) {
        return Map.of(
                "card_id",
                merchant.issuerCard(card),
                "amount",
                12.34,
                "available",
                12.34,
                "before_available",
                0,
                "currency",
                "USD",
                "occur_time",
                at);
    }

    /** Until the worker stands at the card that is held. */
    private void awaitWaiting() {
        await().until(() -> !waiting().isEmpty());
    }

    private String waiting() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT query FROM"
                        + " pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FROM"
                        + " card%'");
                ResultSet row = query.executeQuery()) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private static void hold(Connection connection, String card) throws SQLException {
        try (PreparedStatement row =
                connection.prepareStatement("SELECT 1 FROM card WHERE id = ? FOR UPDATE")) {
            row.setObject(1, UUID.fromString(card));
            row.executeQuery();
        }
    }
}
