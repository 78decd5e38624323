package com.bananacards.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.OwnDatabases;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The database's function that claims deliveries; on a database of its own. */
class DueTest {

    private static final int BACKLOG = 5_000;
    private static final String CLAIM =
            "SELECT type FROM delivery_claim('epoch'::timestamptz, now(), 10, 0, 1)";
    private static final String LANE =
            "SELECT id FROM" + " delivery_claim('epoch'::timestamptz, now(), %d, %d, 3)";
    private static final Pattern PAGES = Pattern.compile("Buffers: shared hit=(\\d+)");

    @RegisterExtension
    static final OwnDatabases databases = new OwnDatabases("latest");

    /** As a service leaves it that has long kept up: by its statistics nothing ever waits. */
    @BeforeEach
    void manyAreApplied() {
        store(BACKLOG, "'APPLIED'", "NULL");
        databases.run("ANALYZE delivery");
    }

    /** Each with a payload as large as usual, named by its number, the first being due the longest. */
    private static void store(int many, String status, String due) {
        databases.run("INSERT INTO delivery (id, fingerprint, type, status, source, payload,"
                + " payload_key, received_at, next_attempt_at) SELECT gen_random_uuid(),"
                + " time_key(now()) || uuid_send(gen_random_uuid()), 'T' || n, " + status
                + ", 'WEBHOOK', decode(repeat('ab', 700), 'hex'), 'k', now(), " + due
                + " FROM generate_series(1, " + many + ") AS n");
    }

    private static void aBacklog() {
        store(BACKLOG, "'STORED'", "now() - interval '1 hour' + n * interval '1 millisecond'");
    }

    @Test
    void theLongestWaitingComeFirstAndEachToOneOnly() throws SQLException {
        aBacklog();
        try (Connection one = databases.connect();
                Connection other = databases.connect()) {
            one.setAutoCommit(false);
            other.setAutoCommit(false);

            assertThat(OwnDatabases.run(one, CLAIM)).startsWith("T1", "T2").endsWith("T10");
            assertThat(OwnDatabases.run(other, CLAIM)).startsWith("T11").endsWith("T20");
        }
    }

    /** They still ask the functions that they know. */
    @Test
    void theVersionsBeforeThisOneClaimAsTheyDid() {
        aBacklog();

        assertThat(databases.run("SELECT type || length(payload)"
                        + " FROM delivery_due('epoch'::timestamptz, now(), 2)"))
                .containsExactly("T1700", "T2700");
        assertThat(databases.run("SELECT type FROM delivery_claim('epoch'::timestamptz, now(), 2)"))
                .containsExactly("T1", "T2");
    }

    @Test
    void eachDeliveryIsInOneLaneWithAllOthersOfItsCard() {
        aBacklog();
        databases.run(
                "UPDATE delivery_by_status SET issuer_card_id = (substr(type, 2)::integer % 100),"
                        + " issuer_user_id = substr(type, 2)::integer WHERE status = 'STORED'");
        List<List<String>> lanes = IntStream.range(0, 3)
                .mapToObj(lane -> databases.run(LANE.formatted(BACKLOG, lane)))
                .toList();

        assertThat(lanes).allSatisfy(lane -> assertThat(lane).isNotEmpty());
        assertThat(lanes.stream().flatMap(List::stream)).hasSize(BACKLOG).doesNotHaveDuplicates();
        assertThat(lanes.stream()
                        .flatMap(lane -> databases
                                .run("SELECT DISTINCT issuer_card_id FROM delivery_by_status"
                                        + " WHERE id IN ('"
                                        + String.join("','", lane) + "')")
                                .stream()))
                .hasSize(100)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsNotDueIsLeft() {
        store(3, "'STORED'", "now() + interval '1 hour'");

        assertThat(databases.run(CLAIM)).isEmpty();
    }

    @Test
    void aStretchBeginsWhereItIsAsked() {
        aBacklog();

        assertThat(databases.run("SELECT type FROM delivery_claim((SELECT next_attempt_at FROM"
                        + " delivery WHERE type = 'T7'"
                        + " AND status = 'STORED'), now(), 2, 0, 1)"))
                .containsExactly("T7", "T8");
    }

    /** What was taken is still in the index, for PostgreSQL has not cleaned up. */
    @Test
    void whatWasTakenIsPassedBy() throws SQLException {
        aBacklog();
        databases.run("UPDATE delivery SET next_attempt_at = NULL");
        String claim =
                "EXPLAIN (ANALYZE, BUFFERS) SELECT type FROM delivery_claim(%s, now(), 10, 0, 1)";
        try (Connection one = databases.connect()) {
            OwnDatabases.run(
                    one, claim.formatted("'epoch'")); // plans, and marks the entries as dead
            long whole = pages(OwnDatabases.run(one, claim.formatted("'epoch'")));
            long stretch = pages(
                    OwnDatabases.run(one, claim.formatted("now() - interval '500 milliseconds'")));

            System.out.printf("with %d taken: %d pages, behind them %d%n", BACKLOG, whole, stretch);
            assertThat(stretch).isPositive().isLessThan(whole / 2);
        }
    }

    @Test
    void aClaimDoesNotReadTheWholeBacklog() throws SQLException {
        aBacklog();
        try (Connection one = databases.connect()) {
            OwnDatabases.run(one, CLAIM); // makes the plan, for which the catalog is read
            long pages = pages(OwnDatabases.run(one, "EXPLAIN (ANALYZE, BUFFERS) " + CLAIM));

            System.out.printf("a claim of 10 out of %d read %d pages%n", BACKLOG, pages);
            assertThat(pages).isPositive().isLessThan(BACKLOG / 20);
        }
    }

    /** Of what came since the statistics the database expects next to nothing. */
    @Test
    void sealingPayloadsAnewDoesNotReadAllThatCame() throws SQLException {
        aBacklog();
        String last = databases.run("SELECT max(received_at) FROM delivery").getFirst();
        String payloads = "SELECT id FROM delivery_payloads('k', '" + last + "', 10)";
        try (Connection one = databases.connect()) {
            assertThat(OwnDatabases.run(one, payloads)).hasSize(10);
            long pages = pages(OwnDatabases.run(one, "EXPLAIN (ANALYZE, BUFFERS) " + payloads));

            System.out.printf("a batch of 10 payloads out of %d read %d pages%n", BACKLOG, pages);
            assertThat(pages).isPositive().isLessThan(BACKLOG / 20);
        }
    }

    /** Of the function's own statement. */
    private static long pages(List<String> plan) {
        Matcher first = PAGES.matcher(String.join("\n", plan));
        assertThat(first.find()).as(plan.toString()).isTrue();
        return Long.parseLong(first.group(1));
    }
}
