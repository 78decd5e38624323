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

    private Map<String, Object> lock(String card, long at) {
        return Map.of(
                "card_id",
                merchant.issuerCard(card),
                "status",
                "SUCCESS",
                "card_status",
                "LOCKED",
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

    private static void hold(Connection connection, String card) throws SQLException {
        try (PreparedStatement row =
                connection.prepareStatement("SELECT 1 FROM card WHERE id = ? FOR UPDATE")) {
            row.setObject(1, UUID.fromString(card));
            row.executeQuery();
        }
    }
}
