package com.bananacards.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.PrometheusServer;
import com.bananacards.testsupport.PrometheusTools;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.TableLock;
import com.bananacards.testsupport.TestKeys;
import com.bananacards.testsupport.WebhookSender;
import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Every alert is caused once, on the packaged service, and Prometheus itself fires it. The rules are the chart's, with
 * seconds in place of minutes and thresholds of nothing.
 */
class AlertsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** A key that nobody configured. */
    private static final String STRANGE =
            new StringBuilder(TestKeys.SECRET).reverse().toString();

    private static Production production;
    private static PrometheusServer prometheus;

    private final Api merchant = Api.merchant();

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> program = PrometheusTools.find("prometheus");
        assumeTrue(program.isPresent(), "prometheus of Debian's package prometheus");
        production = Production.start(
                "alerts",
                Map.ofEntries(
                        Map.entry("INBOX_METRICS_EVERY", "500MS"),
                        Map.entry("SETTLEMENT_METRICS_EVERY", "500MS"),
                        Map.entry("SETTLEMENT_FIRST_CHECK", "500MS"),
                        Map.entry("SETTLEMENT_NOT_MOVED_AFTER", "1S"),
                        Map.entry("SETTLEMENT_DEADLINE", "15S"),
                        Map.entry("RECONCILIATION_MAX_CHECK_DELAY", "1S"),
                        Map.entry("RECONCILIATION_EVERY", "1S"),
                        Map.entry("BANANATECH_READS_RETRIES", "0"),
                        Map.entry("DATABASE_ACQUIRE_TIMEOUT", "1S"),
                        Map.entry("QUARKUS_HTTP_ACCESS_LOG_ENABLED", "false"),
                        Map.entry("JOURNAL_VERIFY_EVERY", "1S")));
        prometheus = PrometheusServer.start(
                program.get(),
                Path.of("target", "it", "prometheus-" + System.nanoTime()),
                rules(),
                production.port());
    }

    @AfterAll
    static void end() {
        if (prometheus != null) {
            prometheus.close();
        }
        if (production != null) {
            production.close();
        }
    }

    private static JsonNode spec() {
        return Chart.render(
                        "production",
                        Map.of(
                                "metrics.prometheusRule.inboxLagSeconds", 2,
                                "metrics.prometheusRule.unknown", 0,
                                "metrics.prometheusRule.lost", 0))
                .stream()
                .filter(manifest -> manifest.template().equals("prometheusrule.yaml"))
                .findFirst()
                .orElseThrow()
                .at("/spec");
    }

    private static String rules() throws Exception {
        return Chart.YAML
                .writeValueAsString(spec())
                .replaceAll("for: \"?\\d+m\"?", "for: 1s")
                .replaceAll("\\[(1m|5m|15m|30m|1h|6h|1d)]", "[20s]");
    }

    private static void fires(String... alerts) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(prometheus.fired()).contains(alerts));
    }

    @Test
    void everyAlertFiresWhenItsConditionIsThere() throws Exception {
        String card = merchant.fundedCard("100.00");
        anAssignmentWhoseOutcomeNobodyTells();
        fires("BananacardsOutcomesUnknown");
        somebodyForgesAndBananaTechSpeaksNewWords(merchant.issuerCard(card));
        fires(
                "BananacardsForgedDeliveries",
                "BananacardsVocabularyUnknown",
                "BananacardsDeliveriesParked");
        aWebhookIsLost(card);
        fires("BananacardsDeliveriesLost", "BananacardsOperationsInReview");
        moneyMovesThatWasCalledNotMoved(merchant.fundedCard("100.00"));
        fires("BananacardsContradicted");
        theJournalIsChanged();
        fires("BananacardsJournalBroken");
        theInboxStandsStill(card);
        fires("BananacardsInboxLags");
        bananaTechIsDown();
        fires("BananacardsIssuerFails", "BananacardsBreakerOpen", "BananacardsWorkFails");
        theDatabaseIsAway();
        fires("BananacardsDatabaseAway", "BananacardsServerErrors");
        // It may have fired before the first look at the service.
        prometheus.forget("BananacardsAbsent");
        production.killService();
        fires("BananacardsAbsent");

        assertThat(prometheus.fired())
                .containsExactlyInAnyOrderElementsOf(spec().findValuesAsText("alert"));
    }

    private void anAssignmentWhoseOutcomeNobodyTells() {
        String cardholder = merchant.approvedCardholder();
        Faults.add("DROP_AFTER", Map.of("endpoint", "ASSIGN"), Map.of());
        Faults.add("FORGET", Map.of("event", "CARD_ASSIGN_RESULT"), Map.of());
        merchant.request()
                .body(Api.assignment(cardholder, Api.stockedNumber()))
                .post("/v1/cards/physical")
                .then()
                .statusCode(202);
    }

    private static void somebodyForgesAndBananaTechSpeaksNewWords(long card) {
        for (int i = 0; i < 60; i++) {
            WebhookSender.post(WebhookSender.envelope(
                            "CARD_3DS", "{\"card_id\":" + card + "}", STRANGE))
                    .then()
                    .statusCode(401);
        }
        WebhookSender.deliver("CARD_MELTED", Map.of("card_id", card));
    }

    private void aWebhookIsLost(String card) {
        Faults.add("LOSE", Map.of("event", "CARD_STATUS_CHANGE"), Map.of());
        merchant.patiently().post("/v1/cards/" + card + "/lock").then().statusCode(200);
    }

    private void moneyMovesThatWasCalledNotMoved(String card) {
        Faults.add("DROP_BEFORE", Map.of("endpoint", "RECHARGE"), Map.of());
        merchant.recharge(card, "50.00").then().statusCode(200);
        SandboxControl.post(
                "/webhooks",
                Map.of(
                        "type",
                        "CARD_RECHARGE_RESULT",
                        "payload",
                        Map.of(
                                "card_id",
                                merchant.issuerCard(card),
                                "transaction_id",
                                7_000_001,
                                "receive_amount",
                                50.00,
                                "status",
                                "SUCCESS",
                                "currency",
                                "USD",
                                "occur_time",
                                System.currentTimeMillis())));
    }

    private void theJournalIsChanged() throws SQLException {
        await().atMost(PATIENCE)
                .until(() -> !production
                        .database()
                        .column("SELECT 1 FROM journal_checkpoint LIMIT 1")
                        .isEmpty());
        execute(
                "SET session_replication_role = replica",
                "UPDATE journal SET summary = 'nothing happened' WHERE position ="
                        + " (SELECT min(position) FROM journal)");
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = production.database().connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void theInboxStandsStill(String card) {
        long number = merchant.issuerCard(card);
        try (TableLock held = production.database().lock("card")) {
            WebhookSender.deliver(
                    "CARD_STATUS_CHANGE",
                    Map.of(
                            "card_id",
                            number,
                            "status",
                            "SUCCESS",
                            "card_status",
                            "ACTIVE",
                            "occur_time",
                            System.currentTimeMillis()));
            fires("BananacardsInboxLags");
        }
    }

    private void bananaTechIsDown() {
        Faults.add("DOWN", Map.of(), Map.of("times", 100_000));
        for (int i = 0; i < 30; i++) {
            merchant.get("/v1/account");
        }
    }

    private void theDatabaseIsAway() {
        production.database().pause();
        try {
            for (int i = 0; i < 3; i++) {
                merchant.get("/v1/cards").then().statusCode(503);
            }
            fires("BananacardsDatabaseAway", "BananacardsServerErrors");
        } finally {
            production.database().resume();
        }
    }
}
