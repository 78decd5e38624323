package com.bananacards.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Upstream;
import com.bananacards.testsupport.WebhookSender;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import javax.sql.DataSource;

/** What changes about an operation while a webhook about it waits for its locks. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class LockedReadApiTest {

    private static final String WAITING =
            "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'";

    private final Api merchant = Api.merchant();

    @Inject
    DataSource database;

    @AfterEach
    void noMoreFaults() {
        Faults.clear();
    }

    @Test
    void anOperationThatIsCheckedWhileItsWebhookWaitsIsSettledByTheWebhook() throws SQLException {
        String cardholder = merchant.approvedCardholder();
        long user = merchant.issuerUser(cardholder);
        Faults.onWebhook("FORGET", "CARD_APPLY_RESULT", user, Map.of());
        try (Connection holding = database.getConnection()) {
            String operation = merchant.request()
                    .body(Map.of(
                            "cardholder_id",
                            cardholder,
                            "template_id",
                            4,
                            "deposit_amount",
                            "50.00"))
                    .post("/v1/cards/virtual")
                    .path("id");
            holding.setAutoCommit(false);
            run(holding, "SELECT 1 FROM cardholder WHERE id = '" + cardholder + "' FOR UPDATE");
            await().until(() -> !Upstream.cards(user).isEmpty());
            WebhookSender.deliver("CARD_APPLY_RESULT", success(user));
            await().until(this::somebodyWaits);
            checked(operation);
            holding.rollback();

            assertThat(merchant.settled(operation).getString("status")).isEqualTo("SUCCEEDED");
        }
    }

    private static Map<String, Object> success(long user) {
        return Map.of(
                "card_id",
                Upstream.cards(user).getFirst().get("card_id"),
                "user_id",
                user,
                "template_id",
                4,
                "status",
                "SUCCESS",
                "occur_time",
                System.currentTimeMillis());
    }

    /** As a sweep does when it takes the operation for its next check. */
    private void checked(String operation) throws SQLException {
        try (Connection sweeping = database.getConnection()) {
            run(
                    sweeping,
                    "UPDATE operation SET version = version + 1, checks = checks + 1 WHERE id = '"
                            + operation + "' RETURNING 1");
        }
    }

    private boolean somebodyWaits() throws SQLException {
        try (Connection looking = database.getConnection()) {
            return run(looking, WAITING);
        }
    }

    private static boolean run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next();
        }
    }
}
