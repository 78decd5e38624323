package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Canary;
import com.bananacards.testsupport.Evidence;
import com.bananacards.testsupport.Footprint;
import com.bananacards.testsupport.Places;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.ServiceProcess;
import com.bananacards.testsupport.TraceCollector;

import io.restassured.RestAssured;
import io.restassured.response.Response;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Card numbers and PINs are planted in every path, good and bad; none comes to light in a table or in the log. The
 * whole run is searched for those of all tests by {@link WholeRun}, in the same way.
 */
class LeakIT {

    private static final String GOOD_NUMBER = "5218364907718325";
    private static final String UNKNOWN_NUMBER = "5391740628815534";
    private static final String REFUSED_NUMBER = "5476209183342716";
    private static final String UNANSWERED_NUMBER = "5563918204477150";
    private static final String MISPLACED_NUMBER = "5647382910566298";
    private static final String WEBHOOK_NUMBER = "5738291046655317";
    private static final String GOOD_PIN = "904617";
    private static final String NEXT_PIN = "738205";
    private static final String REFUSED_PIN = "615938";
    private static final String BAD_PIN = "2749x6";
    private static final String CODE = "381946";
    private static final String CVV = "493";
    /** Three digits stand anywhere: the code on a card is looked for where its name is. */
    private static final String NAMED_CVV = "cvv\":\"" + CVV;

    /** Not sent to anybody, but in the service's memory, so that looking there is seen to find. */
    private static final String REMEMBERED = "5829104736652817";

    /** Sent to nobody, and planted in the database's files only. */
    private static final String FORGOTTEN_PIN = "840261";

    /** That PIN behind the number before it: 06840261ffffffff xor 0000910473665281. */
    private static final String BLOCK = "068493658c99ad7e";

    /** How the two that nobody sent are planted, by the form in which they are to be found. */
    private static final Map<String, String> ODD_FORMS = Map.of(
            "plain",
            "'" + REMEMBERED + "' AS a",
            "reversed",
            "reverse('" + REMEMBERED + "') AS b",
            "hex",
            "encode('" + REMEMBERED + "', 'hex') AS c",
            "base64 after 0",
            "encode('" + REMEMBERED + "', 'base64') AS d",
            "base64 after 1",
            "encode('x" + REMEMBERED + "', 'base64') AS e",
            "base64 after 2",
            "encode('xx" + REMEMBERED + "', 'base64') AS f",
            "for addresses",
            "regexp_replace(encode('" + REMEMBERED + "', 'hex'), '(..)', '%\\1', 'g') AS g",
            "BCD)",
            "decode('" + REMEMBERED + "', 'hex') AS h",
            "PIN block 2",
            "decode('26" + FORGOTTEN_PIN + "ffffffff', 'hex') AS i",
            "PIN block 0)",
            "decode('" + BLOCK + "', 'hex') AS j");

    private static final List<String> PLANTED = List.of(
            GOOD_NUMBER,
            UNKNOWN_NUMBER,
            REFUSED_NUMBER,
            UNANSWERED_NUMBER,
            MISPLACED_NUMBER,
            WEBHOOK_NUMBER,
            GOOD_PIN,
            NEXT_PIN,
            REFUSED_PIN,
            BAD_PIN,
            CODE,
            NAMED_CVV);

    private static Production production;
    private static TraceCollector collector;

    @TempDir
    Path folder;

    private final Api merchant = Api.merchant();

    @BeforeAll
    static void start() {
        collector = TraceCollector.start();
        production = Production.start(
                "leak",
                Map.of(
                        "QUARKUS_OTEL_SDK_DISABLED", "false",
                        "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(),
                        "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "200MS",
                        "TRACING_RATIO", "1",
                        "BANANATECH_REQUEST_TIMEOUT", "1S",
                        "RECONCILIATION_EVERY", "1S",
                        "QUARKUS_LOG_LEVEL", "TRACE",
                        "REMEMBERED", REMEMBERED));
        SandboxControl.post(
                "/stock",
                Map.of("card_numbers", List.of(GOOD_NUMBER, REFUSED_NUMBER, UNANSWERED_NUMBER)));
    }

    @AfterAll
    static void end() {
        production.close();
        collector.close();
    }

    @Test
    void noSecretIsInAnyTableOrFileOrLogOrMetricOrLeftInMemory() throws Exception {
        aCardIsActivatedAndGetsAnotherPin();
        assignmentsFailInEveryWay();
        numbersStandWhereTheyDoNotBelong();
        aWebhookTellsMoreThanItShould();
        aCodeIsSentToTheCardholder();

        String tables = production.database().dump();
        String log = production.service().printed();
        assertThat(tables).contains("public.card ", "public.delivery_", "public.journal_");
        assertThat(log).contains("Installed features");
        for (String planted : PLANTED) {
            Canary canary = Canary.of(planted);
            assertThat(canary.formsIn(tables)).as("in the tables").isEmpty();
            assertThat(canary.formsIn(log)).as("in the log").isEmpty();
        }
        nothingIsLeftElsewhere();
        // Last: what was in a table is in the database's files for a while.
        whatIsPlantedInATableIsFound(GOOD_NUMBER);
        whatIsPlantedInATableIsFound(GOOD_PIN);
    }

    /** Where nobody reads texts: the database's files and its log, the metrics, the memory, the artifact. */
    private void nothingIsLeftElsewhere() throws SQLException {
        Places places = new Places(PLANTED, blocks());
        report("metrics", places.inText("metrics", metrics()));
        report("exported spans", places.inText("exported spans", spans()));
        report("artifact", places.in(Path.of("target", "quarkus-app")));
        execute("CHECKPOINT");
        report("database's files and WAL", places.in(production.database().data()));
        if (ServiceProcess.isNative()) {
            System.out.println("a native executable has no heap dump");
            return;
        }
        Path heap = Footprint.heapDump(production.service(), folder);
        report("heap", places.in(heap));
        assertThat(new Places(List.of(REMEMBERED)).in(heap).hits()).isNotEmpty();
        whatIsPlantedInTheDatabasesFilesIsFound();
    }

    /** Every PIN as it would be hidden behind every number. */
    private static List<Canary> blocks() {
        return Stream.of(GOOD_PIN, NEXT_PIN, REFUSED_PIN)
                .flatMap(pin -> Stream.of(GOOD_NUMBER, WEBHOOK_NUMBER, UNKNOWN_NUMBER)
                        .map(number -> Canary.behind(pin, number)))
                .toList();
    }

    private static void report(String place, Places.Found found) {
        System.out.printf(
                "%s: %d bytes, %d hits%n", place, found.bytes(), found.hits().size());
        assertThat(found.bytes()).as(place).isPositive();
        assertThat(found.hits()).as(place).isEmpty();
    }

    /** Gone from every table, and still there: in the pages and in the WAL. */
    private void whatIsPlantedInTheDatabasesFilesIsFound() throws SQLException {
        execute("CREATE TABLE planted AS SELECT " + String.join(", ", ODD_FORMS.values()));
        execute("CHECKPOINT");
        List<String> hits = new Places(
                        List.of(REMEMBERED, FORGOTTEN_PIN),
                        List.of(Canary.behind(FORGOTTEN_PIN, REMEMBERED)))
                .in(production.database().data())
                .hits();
        execute("DROP TABLE planted");
        for (String form : ODD_FORMS.keySet()) {
            assertThat(hits)
                    .anyMatch(hit -> hit.contains("(" + form) && hit.contains("/base/"))
                    .anyMatch(hit -> hit.contains("(" + form) && hit.contains("/pg_wal/"));
        }
    }

    /** Once the last request of all has come. */
    private String spans() {
        merchant.get("/v1/account");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> collector.text().contains("GET /v1/account"));
        assertThat(collector.text())
                .contains("PUT /v1/cards/{id}/pin", "POST /v1/cards/physical", "BananaTech set_pin")
                .contains("POST /webhooks/bananatech", "apply deliveries");
        return collector.text();
    }

    private static String metrics() {
        return RestAssured.get(production.url() + "/q/metrics").asString();
    }

    private void aCodeIsSentToTheCardholder() {
        long card = merchant.issuerCard(merchant.activeCard());
        int known = deliveries();
        for (Map<String, Object> payload : List.of(
                Map.<String, Object>of("card_id", card, "code", CODE, "cvv", CVV),
                Map.<String, Object>of(
                        "card_id", card, "otp", CODE, "message", "Your code is " + CODE))) {
            SandboxControl.post(
                    "/webhooks", Map.of("type", "CARD_VERIFICATION", "payload", payload));
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> deliveries() >= known + 2);
        Response shown = Api.operator().get("/v1/admin/deliveries?type=CARD_VERIFICATION");
        assertThat(shown.asString()).doesNotContain(CODE, CVV + "\"");
    }

    private static int deliveries() {
        return production.database().column("SELECT 1 FROM delivery").size();
    }

    private void aCardIsActivatedAndGetsAnotherPin() {
        Response assigned = assign(merchant.approvedCardholder(), GOOD_NUMBER);
        assertThat(assigned.<String>path("status")).isEqualTo("SUCCEEDED");
        String card = assigned.path("card_id");
        fault("REFUSE", "UPDATE_STATUS", "103:0 - pin " + REFUSED_PIN + " refused");
        assertThat(activate(card, REFUSED_PIN).<String>path("status")).isEqualTo("FAILED");
        assertThat(activate(card, BAD_PIN).statusCode()).isEqualTo(400);
        assertThat(activate(card, GOOD_PIN).<String>path("status")).isEqualTo("SUCCEEDED");
        assertThat(merchant.card(card).getString("status")).isEqualTo("ACTIVE");
        fault("REFUSE", "SET_PIN", "103:0 - pin " + NEXT_PIN + " refused");
        assertThat(pin(card, NEXT_PIN).statusCode()).isEqualTo(422);
        assertThat(pin(card, NEXT_PIN).statusCode()).isEqualTo(204);
    }

    private void assignmentsFailInEveryWay() {
        String cardholder = merchant.approvedCardholder();
        assertThat(assign(cardholder, UNKNOWN_NUMBER).<String>path("status")).isEqualTo("FAILED");
        fault("REFUSE", "ASSIGN", "101:9 - card " + REFUSED_NUMBER + " is not for sale");
        assertThat(assign(cardholder, REFUSED_NUMBER).<String>path("status")).isEqualTo("FAILED");
        assertThat(assign(cardholder, GOOD_NUMBER).statusCode()).isEqualTo(409);
        fault("DROP_AFTER", "ASSIGN", "");
        assertThat(merchant.request()
                        .body(Api.assignment(cardholder, UNANSWERED_NUMBER))
                        .post("/v1/cards/physical")
                        .statusCode())
                .isEqualTo(202);
    }

    private void numbersStandWhereTheyDoNotBelong() {
        String cardholder = merchant.approvedCardholder();
        merchant.get("/v1/cards?last4=" + MISPLACED_NUMBER);
        merchant.request()
                .header("tracestate", "shop=" + MISPLACED_NUMBER)
                .header("baggage", "number=" + MISPLACED_NUMBER)
                .get("/v1/cards");
        List<Response> refused = List.of(
                assign(cardholder, MISPLACED_NUMBER + " "),
                assign(MISPLACED_NUMBER, MISPLACED_NUMBER),
                merchant.request()
                        .body("{\"card_numer\": \"" + MISPLACED_NUMBER + "\"}")
                        .post("/v1/cards/physical"),
                merchant.request()
                        .body("{\"" + MISPLACED_NUMBER + "\": 1}")
                        .post("/v1/cards/physical"),
                merchant.request()
                        .body("{\"card_number\": " + MISPLACED_NUMBER)
                        .post("/v1/cards/physical"),
                merchant.request()
                        .body(Map.of("email", MISPLACED_NUMBER, "template_id", 1))
                        .post("/v1/cardholders"),
                merchant.get("/v1/cards/" + MISPLACED_NUMBER));

        assertThat(refused).extracting(Response::statusCode).allMatch(code -> code / 100 == 4);
        for (Response answer : refused) {
            assertThat(answer.asString()).doesNotContain(MISPLACED_NUMBER);
        }
    }

    private void aWebhookTellsMoreThanItShould() {
        SandboxControl.post(
                "/webhooks",
                Map.of(
                        "type",
                        "CARD_ASSIGN_RESULT",
                        "payload",
                        Map.of(
                                "card_id",
                                999_999_999,
                                "card_number",
                                WEBHOOK_NUMBER,
                                "status",
                                "FAILED",
                                "message",
                                "card " + WEBHOOK_NUMBER + " is gone",
                                "pin",
                                GOOD_PIN)));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !production
                        .database()
                        .column("SELECT 1 FROM delivery_by_status WHERE status = 'PARKED'")
                        .isEmpty());
    }

    /** The other half of the proof: what is in a table, in whatever form and kind of column, is found. */
    private void whatIsPlantedInATableIsFound(String secret) throws SQLException {
        Evidence evidence = new Evidence(folder.resolve(secret));
        evidence.noteSecretsIn("{\"pin\":\"" + secret + "\"} " + secret);
        evidence.announceTables("planted");
        for (Map.Entry<String, String> planted : formsOf(secret).entrySet()) {
            execute("CREATE SCHEMA odd; CREATE TABLE odd.planted AS SELECT " + planted.getKey());
            evidence.keepTables("planted", production.database().dump());
            execute("DROP SCHEMA odd CASCADE");

            assertThat(evidence.leaks())
                    .as(planted.getKey())
                    .anyMatch(leak -> leak.startsWith(secret + " (" + planted.getValue()));
        }
        evidence.keepTables("planted", production.database().dump());
        assertThat(evidence.leaks()).isEmpty();
    }

    private static Map<String, String> formsOf(String secret) {
        String bytes = "bytea '" + secret + "'";
        return Map.of(
                "text '" + secret + "'",
                "plain",
                "'{\"a\": [\"" + secret + "\"]}'::jsonb",
                "plain",
                "encode(" + bytes + ", 'hex')",
                "hex",
                "encode(" + bytes + ", 'base64')",
                "base64",
                "encode('x' || " + bytes + ", 'base64')",
                "base64",
                bytes,
                "",
                "bytea '\\x00' || " + bytes,
                "",
                "convert_to(encode('xx' || " + bytes + ", 'base64'), 'UTF8')",
                "base64");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = production.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Response assign(String cardholder, String number) {
        return merchant.patiently()
                .body(Api.assignment(cardholder, number))
                .post("/v1/cards/physical");
    }

    private Response activate(String card, String pin) {
        return merchant.patiently()
                .body(Map.of("pin", pin))
                .post("/v1/cards/" + card + "/activate");
    }

    private Response pin(String card, String pin) {
        return merchant.request().body(Map.of("pin", pin)).put("/v1/cards/" + card + "/pin");
    }

    private static void fault(String kind, String endpoint, String text) {
        SandboxControl.post(
                "/faults",
                Map.of(
                        "kind",
                        kind,
                        "match",
                        Map.of("endpoint", endpoint),
                        "times",
                        1,
                        "text",
                        text));
    }
}
