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
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

/** Deliveries that are applied in one transaction although each changes something else. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class MixedBatchApiTest {

    private final Api merchant = Api.merchant();

    @Inject
    DataSource database;

    @Test
    void deliveriesOfDifferentKindsAreAppliedTogether() throws SQLException {
        String held = merchant.activeCard();
        String locked = merchant.activeCard();
        String richer = merchant.activeCard();
        long at = System.currentTimeMillis() + 1_000;
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            hold(connection, held);
            // The worker is busy with this one, so that the next two wait for the same batch.
            WebhookSender.deliver("CARD_STATUS_CHANGE", lock(held, at));
            awaitWaiting();
            WebhookSender.deliver("CARD_STATUS_CHANGE", lock(locked, at));
            WebhookSender.deliver("CARD_BALANCE_CHANGE", balance(richer, at));
            connection.rollback();
        }

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
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            hold(connection, busy);
            WebhookSender.deliver("CARD_STATUS_CHANGE", lock(busy, at));
            awaitWaiting();
            for (int i = 0; i < 10; i++) {
                String status = i % 2 == 0 ? "LOCKED" : "ACTIVE";
                WebhookSender.deliver("CARD_STATUS_CHANGE", status(hot, status, at + i));
            }
            connection.rollback();
        }

        await().untilAsserted(() -> assertThat(number(
                        "SELECT count(*) FROM journal WHERE card_id = ? AND delivery_id IS NOT NULL"
                                + " AND kind IN ('CardLocked', 'CardUnlocked')",
                        hot))
                .isEqualTo(10));
        assertThat(number("SELECT version FROM card WHERE id = ?", hot)).isEqualTo(version + 1);
        assertThat(merchant.card(hot).getString("status")).isEqualTo("ACTIVE");
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
