package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Production;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * This version on the schema of one that is to come, as in a rolling update and after going back: its migration has
 * added what migrations may add, and is in Flyway's table. While this version runs, and when it starts.
 */
class NextSchemaIT {

    private static final List<String> TABLES =
            List.of("cardholder", "card", "operation", "idempotency_key", "delivery", "journal");

    private static Production production;

    private final Api merchant = Api.merchant();

    @BeforeAll
    static void start() {
        production = Production.start("next-schema", Map.of());
    }

    @AfterAll
    static void end() {
        production.close();
    }

    @Test
    void theVersionBeforeGoesOnAndStartsOnTheSchemaOfTheNextOne() throws SQLException {
        assertThat(merchant.card(merchant.activeCard()).getString("status")).isEqualTo("ACTIVE");
        theNextVersionMigrates();

        assertThat(merchant.card(merchant.activeCard()).getString("status")).isEqualTo("ACTIVE");

        production.restartService(Map.of());
        assertThat(production.service().readiness()).isEqualTo(200);
        String card = merchant.fundedCard("50.00");
        merchant.recharge(card, "25.00").then().statusCode(200);
        assertThat(merchant.get("/v1/cards/" + card + "/balance").<String>path("total"))
                .isEqualTo("75.00");
        assertThat(production
                        .database()
                        .column("SELECT next_column FROM operation WHERE kind = 'CARD_RECHARGE'"))
                .containsExactly("as before");
    }

    private static void theNextVersionMigrates() throws SQLException {
        try (Connection connection = production.database().connect();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute("ALTER TABLE " + table
                        + " ADD COLUMN next_column text NOT NULL DEFAULT 'as before', ADD COLUMN"
                        + " next_time timestamptz");
            }
            statement.execute("CREATE TABLE next_table (id uuid PRIMARY KEY)");
            statement.execute(
                    "INSERT INTO flyway_schema_history SELECT max(installed_rank) + 1, '9999',"
                            + " 'next', 'SQL', 'V9999__next.sql', 1, current_user, now(), 1, true"
                            + " FROM flyway_schema_history");
        }
    }
}
