package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.DatabaseProcess;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.SandboxControl;

import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

/**
 * PostgreSQL crashed, paused and cut off under load: webhooks come and merchants go on asking. What was acknowledged is
 * applied, nothing is done twice, nobody waits for ever, and the service recovers by itself.
 */
class DatabaseFaultsIT {

    private static final Duration RECOVERY = Duration.ofSeconds(60);
    /** Connection, silence and a second request of the same caller; the machine is slow. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(8);

    private static final int ENOUGH = 60;
    private static final int CUTS = 15;

    private static Production production;

    @BeforeAll
    static void start() {
        production = Production.start(
                "database-faults",
                Map.ofEntries(
                        Map.entry("DATABASE_ACQUIRE_TIMEOUT", "1S"),
                        Map.entry("DATABASE_STATEMENT_TIMEOUT", "2S"),
                        Map.entry("DATABASE_SILENCE", "3S"),
                        Map.entry("DATABASE_READY_WITHIN", "1S"),
                        Map.entry("SETTLEMENT_RECORD_WITHIN", "3S"),
                        Map.entry("SETTLEMENT_SEND_LEASE", "3S"),
                        Map.entry("SETTLEMENT_NOT_MOVED_AFTER", "6S"),
                        Map.entry("SETTLEMENT_DEADLINE", "60S"),
                        Map.entry("RECONCILIATION_CARD_CHECK_EVERY", "10S")));
        SandboxControl.put("/settings", Map.of("result_after_ms", 50, "approve_after_ms", 50));
    }

    @AfterAll
    static void end() {
        production.close();
    }

    @Test
    void acknowledgedWebhooksOutliveACrashOfTheDatabase() {
        DatabaseProcess database = production.database();
        try (DatabaseLoad load = DatabaseLoad.on(production)) {
            soon().until(() -> load.acknowledged() > ENOUGH);
            database.crash();
            soon().until(() -> production.service().readiness() == 503);
            database.start();
            isWellAgain(load);
        }
    }

    @Test
    void nobodyWaitsForeverForADatabaseThatStandsStill() {
        DatabaseProcess database = production.database();
        try (DatabaseLoad load = DatabaseLoad.on(production)) {
            soon().until(() -> load.acknowledged() > ENOUGH);
            database.pause();
            try {
                soon().until(() -> production.service().readiness() == 503);
                long refused = load.refused();
                soon().until(() -> load.refused() > refused + ENOUGH / 4);
            } finally {
                database.resume();
            }
            isWellAgain(load);
            assertThat(load.longestAnswer()).isLessThan(LONGEST_ANSWER);
        }
    }

    @Test
    void connectionsCutInMidTransactionUndoNothingThatWasAcknowledged() {
        DatabaseProcess database = production.database();
        try (DatabaseLoad load = DatabaseLoad.on(production)) {
            soon().until(() -> load.acknowledged() > ENOUGH);
            long before = load.acknowledged();
            long busy = 0;
            for (int cut = 0; cut < CUTS || busy < CUTS; cut++) {
                busy += database.cutConnections();
            }
            soon().until(() -> load.acknowledged() > before + ENOUGH);
            isWellAgain(load);
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(RECOVERY).pollInterval(Duration.ofMillis(100));
    }

    /** By itself: the same process is ready, takes webhooks again, and has lost and doubled nothing. */
    private static void isWellAgain(DatabaseLoad load) {
        soon().until(() -> production.service().readiness() == 200);
        long before = load.acknowledged();
        soon().until(() -> load.acknowledged() > before + ENOUGH);
        load.end();
        soon().untilAsserted(() -> assertThat(load.notApplied()).isEmpty());
        soon().untilAsserted(() -> assertThat(Books.of(production).open()).isEmpty());
        Books books = Books.of(production);
        assertThat(books.tooMuch()).isEmpty();
        assertThat(books.untrue()).isEmpty();
    }
}
