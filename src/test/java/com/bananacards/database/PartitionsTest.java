package com.bananacards.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bananacards.testsupport.OwnDatabases;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tables by time: how they come out of the old ones, take rows, and let them go; on a database of its own. */
class PartitionsTest {

    private static final String OLDER_SCHEMA = "10";

    /** As the version before this schema stores a group; its other statements know no partitions either. */
    private static final String STORE = """
        INSERT INTO delivery (id, fingerprint, type, status, source, received_at, next_attempt_at)
        VALUES (gen_random_uuid(), time_key(%1$s) || '%2$s', 'CARD_3DS', 'STORED', 'WEBHOOK', now(), now())
        ON CONFLICT (fingerprint) DO NOTHING RETURNING id
        """;

    @RegisterExtension
    static final OwnDatabases databases = new OwnDatabases(OLDER_SCHEMA);

    private static void migrate(String target) {
        databases.migrate(target);
    }

    private static List<String> run(String sql) {
        return databases.run(sql);
    }

    private List<String> store(String time, String name) {
        return run(STORE.formatted(time, name));
    }

    private List<String> tablesOf(String name) {
        return run("SELECT tableoid::regclass FROM delivery WHERE fingerprint::text LIKE '%"
                + run("SELECT encode('" + name + "'::bytea, 'hex')").getFirst() + "'");
    }

    private String partition(String parent, String time) {
        return run("SELECT name FROM time_partition WHERE parent = '" + parent + "' AND upper > "
                        + time + " AND lower <= " + time)
                .getFirst();
    }

    /** Old and new partitions of this width, all made from this time on; on empty tables. */
    private void era(String begin, String width) {
        run("""
            DO $$ DECLARE p record; BEGIN
            FOR p IN SELECT * FROM time_partition WHERE lower IS NOT NULL LOOP
                PERFORM partition_drop(p.parent, p.name);
            END LOOP;
            FOR p IN SELECT * FROM time_partition LOOP
                EXECUTE format('ALTER TABLE %I DETACH PARTITION %I', p.parent, p.name);
                UPDATE time_partition SET upper = BEGIN_ WHERE name = p.name;
                EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (MINVALUE) TO (%L)',
                    p.parent, p.name, partition_border(p.parent, BEGIN_));
                PERFORM partitions_ahead(p.parent, WIDTH_, now() + WIDTH_, 100);
            END LOOP; END $$
            """.replace("BEGIN_", begin).replace("WIDTH_", width));
    }

    @Test
    void oldRowsStayWhereTheyAreAndAreStillKnown() {
        run("INSERT INTO delivery (id, fingerprint, type, status, source, received_at)"
                + " SELECT gen_random_uuid(), int8send((extract(epoch FROM now() - n * interval"
                + " '1 h') * 1000)::bigint) || 'old', 'CARD_3DS', 'APPLIED', 'WEBHOOK', now()"
                + " FROM generate_series(1, 1000) n");
        run("INSERT INTO delivery (id, fingerprint, type, status, source, received_at) VALUES"
            + " (gen_random_uuid(), int8send(0) || 'timeless', 'A', 'APPLIED', 'WEBHOOK', now()),"
            + " (gen_random_uuid(), int8send(4102444800000) || 'of 2100', 'A', 'APPLIED',"
            + " 'WEBHOOK', now())");
        run("INSERT INTO journal (at, kind, summary, data) VALUES (now(), 'A', 'a', '{}')");
        String positions = run("SELECT max(position) FROM journal").getFirst();

        migrate("latest");

        assertThat(run("SELECT tableoid::regclass || ' ' || count(*) FROM delivery GROUP BY"
                        + " tableoid ORDER BY 1"))
                .containsExactly("delivery_past 1001", "delivery_rest 1");
        assertThat(store("'epoch'", "timeless")).isEmpty();
        assertThat(store("'2100-01-01Z'", "of 2100")).isEmpty();
        assertThat(store("now() + interval '3 days'", "new")).hasSize(1);
        assertThat(tablesOf("new"))
                .containsExactly(partition("delivery", "now() + interval '3 days'"));
        run("INSERT INTO journal (at, kind, summary, data) VALUES (now(), 'B', 'b', '{}')");
        assertThat(run("SELECT position FROM journal WHERE kind = 'B'"))
                .containsExactly(Long.toString(Long.parseLong(positions) + 1));
    }

    @Test
    void theSameEnvelopeIsStoredOnceWheneverItComesAgain() {
        migrate("latest");
        List<String> times = run("""
            SELECT quote_literal(at) || '::timestamptz'
            FROM (SELECT max(lower) AS border FROM time_partition WHERE parent = 'delivery') b,
            LATERAL (VALUES ('epoch'::timestamptz), (now() - interval '1 year'), (now()),
                (border - interval '1 ms'), (border), (now() + interval '1 year')) AS t (at)
            """);
        for (String time : times) {
            assertThat(store(time, "twice")).as(time).hasSize(1);
            assertThat(store(time, "twice")).as(time).isEmpty();
        }
        assertThat(tablesOf("twice")).hasSize(times.size());
        assertThat(Set.copyOf(tablesOf("twice"))).hasSize(5);

        // What came before there was a partition for it moves there, and is still known.
        assertThat(run("SELECT partitions_ahead('delivery', '168 hours', now() + interval"
                        + " '366 days', 100)"))
                .isNotEqualTo(List.of("0"));
        assertThat(run("SELECT count(*) FROM delivery_rest")).containsExactly("0");
        assertThat(tablesOf("twice")).hasSize(times.size());
        for (String time : times) {
            assertThat(store(time, "twice")).as(time).isEmpty();
        }
    }

    private void deliveries(String at, String status, int count) {
        run("INSERT INTO delivery (id, fingerprint, type, status, source, received_at) SELECT"
                + " time_id(at + n * interval '1 ms'), time_key(at) || n::text::bytea, 'A', '"
                + status + "', 'WEBHOOK', at FROM (SELECT " + at + " AS at) t, generate_series(1, "
                + count + ") n");
    }

    @Test
    void anInboxOfLongAgoIsDroppedAndWhatStillWaitsIsKept() {
        migrate("latest");
        era("now() - interval '70 days'", "interval '168 hours'");
        deliveries("now() - interval '69 days'", "APPLIED", 10);
        deliveries("now() - interval '68 days'", "PARKED", 2);
        deliveries("now() - interval '60 days'", "APPLIED", 10);
        deliveries("now() - interval '1 days'", "APPLIED", 10);
        // Came yesterday, and tells of long ago.
        run("INSERT INTO delivery (id, fingerprint, type, status, source, received_at) VALUES"
                + " (time_id(now() - interval '1 day'), time_key(now() - interval '61 days') ||"
                + " 'late', 'A', 'APPLIED', 'REBUILD', now())");

        String forget = "SELECT delivery_forget(now() - interval '40 days')";
        List<String> dropped = new ArrayList<>();
        for (String name = run(forget).getFirst();
                name != null;
                name = run(forget).getFirst()) {
            dropped.add(name);
        }

        assertThat(dropped).hasSize(3).doesNotHaveDuplicates();
        assertThat(run("SELECT status FROM delivery WHERE tableoid = 'delivery_rest'::regclass"))
                .containsExactly("PARKED", "PARKED");
        assertThat(run("SELECT count(*) FROM delivery")).containsExactly("23");
        assertThat(run("SELECT relname FROM pg_class WHERE relname = '" + dropped.getFirst() + "'"))
                .isEmpty();
    }

    @Test
    void whatIsForgottenOfEffectsIsWrittenDownAndKeysWithoutATimeStay() {
        migrate("latest");
        era("now() - interval '70 days'", "interval '168 hours'");
        run("INSERT INTO effect SELECT time_key(now() - n * interval '1 day') || 'e',"
                + " gen_random_uuid(), now() FROM generate_series(1, 80) n");
        run("INSERT INTO effect VALUES (time_key('epoch') || 'timeless', gen_random_uuid(),"
                + " now())");

        assertThat(run("SELECT count(*) FROM effect_memory")).containsExactly("0");
        String forget = "SELECT effect_forget(now() - interval '50 days')";
        assertThat(run(forget)).containsExactly("effect_past");
        assertThat(run(forget).getFirst()).isNotNull();
        assertThat(run(forget).getFirst()).isNotNull();
        assertThat(run(forget)).containsExactly((String) null);

        assertThat(run("SELECT since > now() - interval '57 days' AND since <= now() - interval '50"
                        + " days' FROM effect_memory"))
                .containsExactly("t");
        assertThat(run("SELECT count(*) FROM effect, effect_memory WHERE key >= time_key(since)"))
                .containsExactly("56");
        assertThat(run("SELECT count(*) FROM effect WHERE key < time_key(to_timestamp(1))"))
                .containsExactly("1");
    }

    private void lines(int from, int to, String at) {
        run("INSERT INTO journal (txid, at, kind, summary, data, written_at) SELECT '1',"
                + " now(), 'A',"
                + " 'a',"
                + " '{}',"
                + " " + at + " FROM generate_series(" + from + ", " + to + ")");
        run("INSERT INTO journal_chain (txid, position, sequence, hash, written_at) SELECT"
                + " '1', n, n, sha256('a'),"
                + " " + at + " FROM generate_series(" + from + ", " + to
                + ") n");
    }

    private void checkpoint(int position, String at) {
        run("INSERT INTO journal_checkpoint VALUES ('1', " + position + ", " + position
                + ", sha256('a'), " + at + ", 'k', sha256('a'))");
    }

    @Test
    void theJournalIsDroppedUpToACheckpoint() {
        migrate("latest");
        era("now() - interval '70 days'", "interval '168 hours'");
        lines(1, 5, "now() - interval '69 days'");
        lines(6, 9, "now() - interval '60 days'");
        lines(10, 20, "now() - interval '2 days'");
        checkpoint(4, "now() - interval '69 days'");
        // A stretch that begins in one partition and ends in the next.
        checkpoint(7, "now() - interval '60 days'");
        checkpoint(9, "now() - interval '60 days'");
        checkpoint(20, "now() - interval '2 days'");

        String forget =
                "SELECT lines || ' up to ' || up_to FROM journal_forget(now() - interval '50"
                        + " days')";
        String first = """
            SELECT (SELECT min(position) FROM journal) || ' '
                || (SELECT min(position) FROM journal_chain)
            """;

        // The past was empty.
        assertThat(run(forget)).containsExactly((String) null);
        assertThat(run(forget)).containsExactly("7 up to 1-7");
        assertThat(run(first)).containsExactly("8 8");
        assertThat(run(forget)).containsExactly("2 up to 1-9");
        assertThat(run(first)).containsExactly("10 10");
        assertThat(run(forget)).isEmpty();
        assertThat(run("SELECT count(*) FROM journal_checkpoint")).containsExactly("4");
    }

    /** A database that was restored from a dump counts its transactions anew: what is young has lower places there. */
    @Test
    void youngLinesStayWhateverTheirPlaces() {
        migrate("latest");
        era("now() - interval '70 days'", "interval '168 hours'");
        lines(1, 5, "now() - interval '69 days'");
        checkpoint(5, "now() - interval '69 days'");
        run("INSERT INTO journal (txid, at, kind, summary, data, written_at) VALUES ('0',"
                + " now(), 'Young', 'a', '{}', now() - interval '2 days')");
        String forget = "SELECT lines FROM journal_forget(now() - interval '50 days')";

        assertThat(run(forget)).containsExactly("0");
        assertThat(run(forget)).containsExactly("5");

        assertThat(run("SELECT kind FROM journal WHERE kind <> 'JournalTrimmed'"))
                .containsExactly("Young");
    }

    @Test
    void noPartitionOfTheJournalCanBeChanged() {
        migrate("latest");
        List<String> leaves = run(
                "SELECT relid::regclass FROM pg_partition_tree('journal') WHERE isleaf UNION ALL"
                        + " SELECT relid::regclass FROM pg_partition_tree('journal_chain') WHERE"
                        + " isleaf");
        assertThat(leaves).hasSizeGreaterThan(6);
        for (String leaf : leaves) {
            for (String act : List.of("DELETE FROM ", "TRUNCATE ")) {
                assertThatThrownBy(() -> run(act + leaf))
                        .as(act + leaf)
                        .hasMessageContaining("append-only");
            }
        }
    }

    @Test
    void theStatementsOfTheVersionBeforeStillFit() {
        migrate("latest");
        store("now()", "one");
        assertThat(run("SELECT id FROM delivery WHERE next_attempt_at <= now() ORDER BY"
                        + " next_attempt_at, id LIMIT 128 FOR UPDATE SKIP LOCKED"))
                .hasSize(1);
        run("UPDATE delivery d SET status = m.status, next_attempt_at = NULL FROM (SELECT id,"
                + " 'APPLIED' AS status FROM delivery) m WHERE d.id = m.id");
        run("INSERT INTO effect (key, delivery_id, at) SELECT decode('00000000000000ff00', 'hex'),"
                + " gen_random_uuid(), now()");
        assertThatThrownBy(() -> run("INSERT INTO effect (key, delivery_id, at) SELECT"
                        + " decode('00000000000000ff00', 'hex'), gen_random_uuid(), now()"))
                .hasMessageContaining("duplicate key");
        run("INSERT INTO journal (at, kind, summary, data) VALUES (now(), 'A', 'a', '{}')");
        run("INSERT INTO journal_chain (txid, position, sequence, hash) SELECT txid, position,"
                + " 1, sha256('a') FROM journal");
        run("BEGIN; SET LOCAL bananacards.retention = 'on'; WITH lines AS (DELETE FROM journal"
                + " WHERE (txid, position) <= ('9999999', 1) RETURNING 1), links AS (DELETE"
                + " FROM journal_chain WHERE (txid, position) <= ('9999999', 1)) SELECT"
                + " count(*) FROM lines; COMMIT");
        assertThat(run("SELECT (SELECT count(*) FROM journal) + (SELECT count(*) FROM"
                        + " journal_chain)"))
                .containsExactly("0");
    }
}
