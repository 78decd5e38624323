package com.bananacards.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.OwnDatabases;

import io.vertx.mutiny.sqlclient.Tuple;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What the database does of sealing, verifying and telling one stretch; on a database of its own. */
class StretchTest {

    private static final int LINES = 5_000;
    private static final int STRETCH = 64;
    private static final String READ = """
        SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))
        FROM pg_stat_xact_user_tables WHERE relname ~ '^journal_(2|rest|past)'\
        """;

    @RegisterExtension
    static final OwnDatabases databases = new OwnDatabases("latest");

    /** The statistics know nothing of what came since they were made. */
    @BeforeEach
    void statisticsAreOld() {
        append(STRETCH);
        databases.run("ANALYZE journal");
    }

    private static void append(int lines) {
        databases.run(
                "INSERT INTO journal (at, kind, summary, data, event, body) SELECT now(), 'K',"
                        + " 'Ünïcödé \"' || n || '\" 🍌', '{\"a\": null}', 'e', '{\"b\": [1.50,"
                        + " \"é\"]}' FROM generate_series(1, " + lines + ") AS n");
    }

    /** As the service runs it, prepared; in the transaction that stays open. */
    private static List<String> execute(
            Connection connection, String types, String sql, String values) throws SQLException {
        OwnDatabases.run(connection, "SELECT " + Along.THE_INDEX);
        OwnDatabases.run(connection, "PREPARE asked (" + types + ") AS " + sql);
        List<String> answer = OwnDatabases.run(connection, "EXECUTE asked (" + values + ")");
        OwnDatabases.run(connection, "DEALLOCATE asked");
        return answer;
    }

    private static List<String> seal(Connection connection, String after) throws SQLException {
        return execute(
                connection,
                "bigint, bigint, integer, bigint, bytea",
                Sealer.SEAL,
                after + ", " + STRETCH + ", 0, '\\x" + Link.START.hex() + "'");
    }

    private static String last(Connection connection) throws SQLException {
        return OwnDatabases.run(
                        connection,
                        "SELECT txid || ', ' || position FROM journal ORDER BY journal.txid DESC,"
                                + " position DESC LIMIT 1")
                .getFirst();
    }

    private static long read(Connection connection) throws SQLException {
        return Long.parseLong(OwnDatabases.run(connection, READ).getFirst());
    }

    @Test
    void sealingReadsTheStretchAndNotAllThatWaits() throws SQLException {
        try (Connection one = databases.connect()) {
            String after = last(one);
            append(LINES);
            one.setAutoCommit(false);

            seal(one, after);

            assertThat(OwnDatabases.run(one, "SELECT count(*) FROM journal_chain"))
                    .containsExactly(Integer.toString(STRETCH));
            assertThat(read(one)).isBetween((long) STRETCH, 3L * STRETCH);
        }
    }

    @Test
    void verifyingReadsTheStretchAndNotAllAfterIt() throws SQLException {
        try (Connection one = databases.connect()) {
            String after = last(one);
            append(LINES);
            one.setAutoCommit(false);
            seal(one, after);
            long before = read(one);

            List<String> steps = execute(
                    one,
                    "bigint, bigint, bigint, bigint, integer",
                    Verification.STEPS,
                    after + ", " + last(one) + ", " + STRETCH);

            assertThat(steps).hasSize(STRETCH);
            assertThat(read(one) - before).isBetween((long) STRETCH, 4L * STRETCH);
        }
    }

    @Test
    void catchingUpWithTheWholeStreamReadsAPageAndNotAllThatCame() throws SQLException {
        try (Connection one = databases.connect()) {
            String after = last(one);
            append(LINES);
            one.setAutoCommit(false);

            List<String> events = execute(
                    one,
                    "bigint, bigint, integer",
                    JournalReader.eventsAfter(JournalReader.Filter.NONE, Tuple.tuple()),
                    after + ", " + STRETCH);

            assertThat(events).hasSize(STRETCH);
            assertThat(read(one)).isBetween((long) STRETCH, 2L * STRETCH);
        }
    }

    @Test
    void theDatabaseMakesTheLinksThatTheVerificationExpects() throws SQLException {
        try (Connection one = databases.connect()) {
            one.setAutoCommit(false);
            List<String> lines = OwnDatabases.run(
                    one, "SELECT " + Link.LINE + " FROM journal ORDER BY journal.txid, position");
            List<String> expected = new ArrayList<>();
            Link link = Link.START;
            for (String line : lines) {
                link = link.next(line);
                expected.add(link.sequence() + " " + HexFormat.of().formatHex(link.hash()));
            }

            seal(one, "0, 0");

            assertThat(expected).hasSize(STRETCH);
            assertThat(OwnDatabases.run(
                            one,
                            "SELECT sequence || ' ' || encode(hash, 'hex') FROM journal_chain ORDER"
                                    + " BY journal_chain.txid, position"))
                    .isEqualTo(expected);
        }
    }
}
