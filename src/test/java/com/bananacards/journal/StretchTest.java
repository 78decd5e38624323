package com.bananacards.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.OwnDatabases;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the database reads to seal, verify and tell one stretch of the journal, and how it hashes it; on a database of its
 * own, whose statistics know nothing of what came since they were made.
 */
class StretchTest {

    private static final int LINES = 5_000;
    private static final int STRETCH = 64;
    private static final String IN_ORDER = " ORDER BY txid, position";
    private static final String READ = """
        SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))
        FROM pg_stat_xact_user_tables WHERE relname ~ '^journal_(2|rest|past|chain|checkpoint)'\
        """;
    private static final String SEALED = """
        INSERT INTO journal_checkpoint SELECT txid, position, sequence, hash, now(), 'k', hash FROM journal_chain\
        """;

    @RegisterExtension
    static final OwnDatabases databases = new OwnDatabases("latest");

    private Connection connection;
    private String after;

    @BeforeEach
    void statisticsAreOld() throws SQLException {
        connection = databases.connect();
        append(STRETCH, "0 days");
        run("ANALYZE");
        after = run("SELECT txid || ', ' || position FROM journal ORDER BY txid DESC, position"
                        + " DESC LIMIT 1")
                .getFirst();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private List<String> run(String sql) throws SQLException {
        return OwnDatabases.run(connection, sql);
    }

    /** In a transaction of their own; a later time is another partition. */
    private void append(int lines, String later) throws SQLException {
        run("INSERT INTO journal (at, kind, summary, data, event, body, written_at) SELECT"
                + " now(), 'K', 'Ünïcödé \"' || n || '\" 🍌', '{\"a\": null}', 'e', '{\"b\":"
                + " [1.50, \"é\"]}', now() +"
                + " interval"
                + " '" + later + "' FROM generate_series(1, " + lines
                + ") AS n");
    }

    /** As a service's connection asks it, for what came after the statistics. */
    private List<String> prepared(String types, String sql, String values) throws SQLException {
        run("PREPARE asked (" + types + ") AS " + sql);
        List<String> answer = run("EXECUTE asked (" + values + ")");
        run("DEALLOCATE asked");
        return answer;
    }

    private void seal(String from, int lines, long sequence, String hash) throws SQLException {
        run(Sealer.TAKE_TURN);
        prepared(
                "bigint, bigint, integer, bigint, bytea",
                Sealer.SEAL,
                from + ", " + lines + ", " + sequence + ", '\\x" + hash + "'");
    }

    private long read() throws SQLException {
        return Long.parseLong(run(READ).getFirst());
    }

    @Test
    void sealingReadsTheStretchAndNotAllThatWaits() throws SQLException {
        append(LINES, "0 days");
        connection.setAutoCommit(false);

        seal(after, STRETCH, 0, Link.START.hex());

        assertThat(run("SELECT count(*) FROM journal_chain"))
                .containsExactly(Integer.toString(STRETCH));
        assertThat(read()).isBetween((long) STRETCH, 3L * STRETCH);
    }

    /** Neither all lines, nor all links, nor all checkpoints. */
    @Test
    void verifyingReadsTheStretchAndNotAllThatIsThere() throws SQLException {
        append(LINES, "0 days");
        connection.setAutoCommit(false);
        seal(after, LINES, 0, Link.START.hex());
        run(SEALED);
        connection.commit();

        run(Verification.ONE_PICTURE);
        long before = read();
        List<String> steps = prepared(
                "bigint, bigint, bigint, bigint, integer",
                Verification.STEPS,
                after + ", " + Long.MAX_VALUE + ", " + Long.MAX_VALUE + ", " + STRETCH);

        assertThat(steps).hasSize(STRETCH);
        assertThat(read() - before).isBetween(3L * STRETCH, 4L * STRETCH);
    }

    @Test
    void catchingUpWithAllEventsReadsAPageAndNotAllThatCame() throws SQLException {
        append(LINES, "0 days");
        connection.setAutoCommit(false);

        List<String> events = prepared(
                "bigint, bigint, integer", JournalReader.EVERY_EVENT, after + ", " + STRETCH);

        assertThat(events).hasSize(STRETCH);
        assertThat(read()).isBetween((long) STRETCH, 2L * STRETCH);
    }

    /** With the plan that a connection made while the journal was small. */
    @Test
    void followingReadsALookAndNotAllThatCame() throws SQLException {
        String look =
                "SELECT position FROM journal_after('%s', %s, '-infinity', false, " + STRETCH + ")";
        String sql = look.formatted(after.split(", ")[0], after.split(", ")[1]);
        run(sql);
        append(LINES, "0 days");
        connection.setAutoCommit(false);

        assertThat(run(sql)).hasSize(STRETCH);
        assertThat(read()).isBetween((long) STRETCH, 2L * STRETCH);
    }

    /** Over several transactions and partitions, and going on from where the last stretch ended. */
    @Test
    void theDatabaseMakesTheLinksThatTheVerificationExpects() throws SQLException {
        append(3, "40 days");
        append(3, "0 days");
        append(3, "70 days");
        List<String> expected = new ArrayList<>();
        Link link = Link.START;
        for (String line :
                run("SELECT " + Link.LINE + " FROM journal ORDER BY journal.txid, position")) {
            link = link.next(line);
            expected.add(link.sequence() + " " + link.hex());
        }
        connection.setAutoCommit(false);

        seal("0, 0", STRETCH + 4, 0, Link.START.hex());
        String end = run("SELECT txid || ', ' || position FROM journal_chain" + IN_ORDER)
                .getLast();
        String hash =
                run("SELECT encode(hash, 'hex') FROM journal_chain" + IN_ORDER).getLast();
        seal(end, STRETCH, STRETCH + 4, hash);

        assertThat(expected).hasSize(STRETCH + 9);
        assertThat(run("SELECT sequence || ' ' || encode(hash, 'hex') FROM journal_chain"
                        + IN_ORDER))
                .isEqualTo(expected);
    }
}
