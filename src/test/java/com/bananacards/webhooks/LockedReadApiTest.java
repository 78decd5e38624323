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
import java.util.List;
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

    /** An application that the issuer carried out and that no webhook of its own tells of. */
    private record Applied(String cardholder, long user, String operation) {

        void told() {
            WebhookSender.deliver(
                    "CARD_APPLY_RESULT",
                    Map.of(
                            "card_id",
                            Upstream.cards(user).getFirst().get("card_id"),
                            "user_id",
                            user,
                            "template_id",
                            4,
                            "status",
                            "SUCCESS",
                            "occur_time",
                            System.currentTimeMillis()));
        }
    }

    @Test
    void anOperationThatIsCheckedWhileItsWebhookWaitsIsSettledByTheWebhook() throws SQLException {
        Applied first = applied();
        Applied checked = applied();
        Applied other = applied();
        try (Connection ofTheFirst = holding(first);
                Connection ofTheChecked = holding(checked)) {
            first.told();
            // The worker is busy with the first, so that these two wait for one batch.
            checked.told();
            other.told();
            ofTheFirst.rollback();
            // Within a transaction the same activity would be shown again and again.
            ofTheFirst.setAutoCommit(true);
            await().until(() -> run(ofTheFirst, WAITING));
            // As a sweep does when it takes the operation for its next check.
            run(
                    ofTheChecked,
                    "UPDATE operation SET version = version + 1, checks = checks + 1 WHERE id = '"
                            + checked.operation() + "' RETURNING 1");
            ofTheChecked.commit();
        }

        for (Applied one : List.of(first, checked, other)) {
            assertThat(merchant.settled(one.operation()).getString("status"))
                    .isEqualTo("SUCCEEDED");
        }
    }

    private Applied applied() {
        String cardholder = merchant.approvedCardholder();
        long user = merchant.issuerUser(cardholder);
        Faults.onWebhook("FORGET", "CARD_APPLY_RESULT", user, Map.of());
        String operation = merchant.request()
                .body(Map.of(
                        "cardholder_id", cardholder, "template_id", 4, "deposit_amount", "50.00"))
                .post("/v1/cards/virtual")
                .path("id");
        await().until(() -> !Upstream.cards(user).isEmpty());
        return new Applied(cardholder, user, operation);
    }

    private Connection holding(Applied one) throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        run(connection, "SELECT 1 FROM cardholder WHERE id = '" + one.cardholder() + "' FOR UPDATE");
        return connection;
    }

    private static boolean run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next();
        }
    }
}
