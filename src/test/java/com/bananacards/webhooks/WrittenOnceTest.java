package com.bananacards.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.OwnDatabases;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A delivery is written once, and how it stands is kept beside it: whoever writes, this version or the one before it,
 * whose statements are here as it has them. On databases of its own, in the schema before this one at first.
 */
class WrittenOnceTest {

    private static final String SCHEMA_BEFORE = "18";

    @RegisterExtension
    static final OwnDatabases databases = new OwnDatabases(SCHEMA_BEFORE);

    private static final String ID =
            "overlay(gen_random_uuid()::text PLACING left(time_id(now())::text, 13) FROM 1)::uuid";

    private static final String NOW =
            "SELECT type || ' ' || status || coalesce(' ' || reason, '') || ' ' || attempts ||"
                    + " CASE WHEN next_attempt_at IS NULL THEN '' ELSE ' due' END ||"
                    + " CASE WHEN applied_at IS NULL THEN '' ELSE ' applied' END"
                    + " FROM delivery_now ORDER BY type";

    private static final String SEARCHED =
            "SELECT type || ' ' || status FROM delivery_by_status ORDER BY type";

    private static List<String> run(String sql) {
        return databases.run(sql);
    }

    /** As the version before stores. */
    private static void stored(String type, String source) {
        run("INSERT INTO delivery (id, fingerprint, type, status, source, payload, payload_key,"
                + " received_at, next_attempt_at) VALUES (" + ID + ", time_key(now()) || '"
                + type + "', '" + type + "', 'STORED', '" + source + "', 'x', 'k', now(), now())");
    }

    /** As the version before marks, attempts and all. */
    private static void marked(String type, String status, String reason, String next) {
        run("UPDATE delivery d SET status = m.status, reason = m.reason, attempts = d.attempts + 1,"
                + " next_attempt_at = m.next, applied_at = CASE WHEN m.status = 'PARKED' THEN NULL"
                + " ELSE now() END FROM (SELECT fingerprint AS key, id, '" + status
                + "' AS status, " + reason + "::text AS reason, " + next
                + "::timestamptz AS next FROM delivery WHERE type = '" + type
                + "') AS m WHERE d.fingerprint = m.key AND d.id = m.id");
    }

    private static void fiveKinds() {
        stored("A", "WEBHOOK");
        stored("B", "WEBHOOK");
        marked("B", "PARKED", "'unknown_card'", "now()");
        stored("C", "WEBHOOK");
        marked("C", "REPEATED", "NULL", "NULL");
        stored("D", "WEBHOOK");
        marked("D", "APPLIED", "NULL", "NULL");
        stored("E", "REBUILD");
        marked("E", "APPLIED", "NULL", "NULL");
    }

    private static void assertFiveKinds() {
        assertThat(run(NOW))
                .containsExactly(
                        "A STORED 0 due",
                        "B PARKED unknown_card 1 due",
                        "C REPEATED 1 applied",
                        "D APPLIED 1 applied",
                        "E APPLIED 1 applied");
        assertThat(run(SEARCHED))
                .containsExactly("A STORED", "B PARKED", "C REPEATED", "E APPLIED");
    }

    @Test
    void whatWasThereStandsAsItDid() {
        fiveKinds();
        databases.migrate("latest");

        assertFiveKinds();
    }

    @Test
    void theVersionBeforeStoresAndMarksAsItDid() {
        databases.migrate("latest");
        fiveKinds();

        assertFiveKinds();
    }

    @Test
    void theVersionBeforeAppliesWhatThisOneStoredAndParked() {
        databases.migrate("latest");
        run("INSERT INTO delivery (id, fingerprint, type, status, source, received_at) VALUES"
                + " (gen_random_uuid(), time_key(now()) || 'A', 'A', 'STORED', 'WEBHOOK',"
                + " now())");
        assertThat(run(NOW)).containsExactly("A STORED 0 due");
        run("UPDATE delivery_by_status SET status = 'PARKED', reason = 'unknown_card', attempts ="
                + " 1");
        assertThat(run("SELECT type || attempts FROM delivery_due('epoch', now(), 5)"))
                .containsExactly("A0");
        assertThat(run("SELECT type || attempts FROM delivery_claim('epoch', now(), 5)"))
                .containsExactly("A1");

        marked("A", "APPLIED", "NULL", "NULL");

        assertThat(run(NOW)).containsExactly("A APPLIED 1 applied");
        assertThat(run(SEARCHED)).isEmpty();
    }

    /** Its row in delivery says PARKED, for that version parked it, and this one has ended it. */
    @Test
    void theVersionBeforeDoesNotWakeWhatHasEnded() {
        databases.migrate("latest");
        stored("A", "WEBHOOK");
        marked("A", "PARKED", "'unknown_card'", "now()");
        run("SELECT delivery_ends(array_agg(fingerprint), array_agg(id), '{REPEATED}', '{NULL}',"
                + " '{2}', now(), '{}') FROM delivery");
        run("SELECT delivery_stands(array_agg(id), '{REPEATED}', '{NULL}', '{2}', '{NULL}') FROM"
                + " delivery");

        run("UPDATE delivery SET next_attempt_at = now() WHERE status = 'PARKED'");
        run("SELECT delivery_stands(array_agg(id), '{PARKED}', '{failed}', '{1}', '{now}') FROM"
                + " delivery");

        assertThat(run(NOW)).containsExactly("A REPEATED 2 applied");
    }

    private static String backlog(int from, int to) {
        return "INSERT INTO delivery_by_status SELECT md5(n::text)::uuid, int8send(n), 'A',"
                + " 'STORED', NULL, 'WEBHOOK', n, n, 0, now(), now() FROM generate_series(" + from
                + ", " + to + ") n";
    }

    /** The plans are made while next to nothing waits, and kept. */
    @Test
    void aBacklogIsNotReadThroughForABatch() throws SQLException {
        databases.migrate("latest");
        run(backlog(1, 5));
        run("VACUUM ANALYZE delivery_by_status");
        String ids = "ARRAY[md5('7')::uuid, md5('8')::uuid]";
        List<String> batch = List.of(
                "SELECT delivery_wake(now(), '{7,8}', '{7,8}')",
                "SELECT delivery_stands(" + ids
                        + ", '{PARKED,PARKED}', '{a,a}', '{1,1}', '{now,now}')",
                "SELECT delivery_ends('{}', '{}', '{}', '{}', '{}', now(), " + ids + ")");
        try (Connection one = databases.connect()) {
            one.setAutoCommit(false);
            all(one, batch);
            OwnDatabases.run(one, backlog(7, 20_000));
            String read = "SELECT seq_tup_read FROM pg_stat_xact_user_tables"
                    + " WHERE relname = 'delivery_by_status'";
            List<String> before = OwnDatabases.run(one, read);
            all(one, batch);

            assertThat(OwnDatabases.run(one, read)).isEqualTo(before);
            assertThat(OwnDatabases.run(one, "SELECT count(*) FROM delivery_by_status"))
                    .containsExactly("19997");
        }
    }

    private static void all(Connection one, List<String> batch) throws SQLException {
        for (String part : batch) {
            OwnDatabases.run(one, part);
        }
    }

    /** Its row in delivery still says STORED. */
    @Test
    void workOnAPayloadDoesNotChangeHowItsDeliveryStands() {
        databases.migrate("latest");
        stored("A", "WEBHOOK");
        run("UPDATE delivery_by_status SET status = 'PARKED', reason = 'unknown_card', attempts ="
                + " 3, next_attempt_at = NULL");
        run("UPDATE delivery SET payload = 'y', payload_key = 'new', code_until = now()");

        assertThat(run(NOW)).containsExactly("A PARKED unknown_card 3");
    }

    @Test
    void whatIsForgottenLeavesNothingBehindButWhatWaits() {
        databases.migrate("latest");
        fiveKinds();
        run("INSERT INTO delivery_end SELECT fingerprint, id, 'APPLIED', NULL, 1, now()"
                + " FROM delivery WHERE type = 'D'");
        run("UPDATE delivery SET status = 'STORED', attempts = 0, applied_at = NULL WHERE type ="
                + " 'D'");
        assertFiveKinds();

        assertThat(run("SELECT delivery_forget(now() + interval '1 year')").getFirst())
                .startsWith("delivery_2");

        assertThat(run(NOW)).containsExactly("A STORED 0 due", "B PARKED unknown_card 1 due");
        assertThat(run(SEARCHED)).containsExactly("A STORED", "B PARKED");
        assertThat(run("SELECT count(*) FROM delivery_end")).containsExactly("0");
    }

    /** What has no time of its own is in the first partition, which is never dropped. */
    @Test
    void rowsThatGoOneByOneLeaveNothingBehindEither() {
        databases.migrate("latest");
        fiveKinds();
        run("UPDATE delivery SET fingerprint = int8send(0) || convert_to(type, 'UTF8')");
        run("INSERT INTO delivery_end SELECT fingerprint, id, 'APPLIED', NULL, 1, now() FROM"
                + " delivery WHERE type IN ('C', 'D')");
        assertThat(run("SELECT count(*) FROM delivery_past")).containsExactly("5");
        assertThat(run("SELECT count(*) FROM delivery_end_past")).containsExactly("2");

        assertThat(run(InboxPartitions.ROWS
                        .formatted("delivery_past")
                        .replace("$1", "now() + interval '1 day'")
                        .replace("$2", "10")))
                .hasSize(3);

        assertThat(run(NOW)).containsExactly("A STORED 0 due", "B PARKED unknown_card 1 due");
        assertThat(run(SEARCHED)).containsExactly("A STORED", "B PARKED");
        assertThat(run("SELECT count(*) FROM delivery_end")).containsExactly("0");
    }

    /** Ends and deliveries have the same borders, also later. */
    @Test
    void partitionsOfEndsAreMadeAhead() {
        databases.migrate("latest");
        for (String parent : List.of("delivery", "delivery_end")) {
            run("SELECT partitions_ahead('" + parent
                    + "', '720 hours', now() + interval '6000 hours', 100)");
        }

        String borders =
                "SELECT coalesce(lower::text, '-') || upper FROM time_partition WHERE parent"
                        + " = '%s' ORDER BY upper";
        assertThat(run(borders.formatted("delivery_end")))
                .hasSizeGreaterThan(8)
                .isEqualTo(run(borders.formatted("delivery")));
    }
}
