package com.bananacards.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Fills a migrated database with the past of a big merchant, by statements of sets: what a year of operation leaves
 * behind. Works for plain tables and for tables partitioned by time alike; partitions must be there before. Every id
 * follows from its number, so that rows name each other without being read.
 *
 * <p>Nothing in it is due: a service that is started on it has nothing to do.
 */
public final class BigData {

    private static final long CHUNK = 250_000;
    private static final long TOLD_EVERY = 1_000_000;

    private final String url;
    private final String user;
    private final String password;
    private final Size size;

    /**
     * How much.
     *
     * @param cards cards, and as many cardholders
     * @param operations settled ones; a few thousand open ones come on top
     * @param lines of the journal
     * @param effects whether each applied delivery has its effect's key
     * @param until the newest row's time; the oldest is {@code span} before
     * @param dataKey the id of the key that seems to have sealed the payloads
     */
    public record Size(
            long cards,
            long operations,
            long deliveries,
            long lines,
            boolean effects,
            Instant until,
            Duration span,
            String dataKey) {

        /** The size that the issue names. */
        public static Size whole() {
            return of(1_000_000, 2_000_000, 10_000_000, 10_000_000);
        }

        public static Size of(long cards, long operations, long deliveries, long lines) {
            return new Size(
                    cards,
                    operations,
                    deliveries,
                    lines,
                    false,
                    Instant.now().minusSeconds(60),
                    Duration.ofDays(360),
                    "test-1");
        }

        public Size withEffects() {
            return new Size(cards, operations, deliveries, lines, true, until, span, dataKey);
        }
    }

    private BigData(String url, String user, String password, Size size) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.size = size;
    }

    /** Fills the database at a JDBC address; its user must be a superuser. Prints how far it is. */
    public static void fill(String url, String user, String password, Size size) {
        BigData data = new BigData(url, user, password, size);
        long started = System.nanoTime();
        data.run("cardholder", CARDHOLDERS, size.cards());
        data.run("card", CARDS, size.cards());
        data.run("operation", OPERATIONS, size.operations());
        data.run("open operation", OPEN_OPERATIONS, Math.min(5_000, size.cards() / 2));
        CompletableFuture<Void> lines = CompletableFuture.runAsync(data::journal);
        data.run("delivery", DELIVERIES, size.deliveries());
        if (size.effects()) {
            data.run("effect", EFFECTS, size.deliveries());
        }
        lines.join();
        data.finish();
        System.out.printf(Locale.ROOT, "filled in %.0f s%n", seconds(started));
    }

    /** One checkpoint at its end: who seals on does not begin with the first line. */
    private void journal() {
        run("journal line", LINES, size.lines());
        execute(SEALED);
    }

    private void finish() {
        long started = System.nanoTime();
        for (String table :
                new String[] {"cardholder", "card", "operation", "delivery", "journal"}) {
            execute("VACUUM (ANALYZE) " + table);
        }
        System.out.printf(Locale.ROOT, "vacuumed in %.0f s%n", seconds(started));
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }

    private void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException cause) {
            throw new IllegalStateException(sql, cause);
        }
    }

    private void run(String what, String insert, long rows) {
        long started = System.nanoTime();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(filled(FUNCTIONS));
            for (long from = 0; from < rows; from += CHUNK) {
                long to = Math.min(rows, from + CHUNK) - 1;
                statement.execute(filled(insert)
                        .replace(":from", Long.toString(from))
                        .replace(":to", Long.toString(to))
                        .replace(":rows", Long.toString(rows)));
                if ((to + 1) % TOLD_EVERY == 0 || to + 1 == rows) {
                    System.out.printf(
                            Locale.ROOT, "%s: %d in %.0f s%n", what, to + 1, seconds(started));
                }
            }
        } catch (SQLException cause) {
            throw new IllegalStateException(what, cause);
        }
    }

    private String filled(String sql) {
        String text = sql;
        for (Map.Entry<String, String> one : constants().entrySet()) {
            text = text.replace(one.getKey(), one.getValue());
        }
        return text;
    }

    private Map<String, String> constants() {
        Map<String, String> constants = new TreeMap<>();
        constants.put(":begin", Long.toString(size.until().minus(size.span()).toEpochMilli()));
        constants.put(":span", Long.toString(size.span().toMillis()));
        constants.put(":cards", Long.toString(size.cards()));
        constants.put(":operations", Long.toString(size.operations()));
        constants.put(":key", "'" + size.dataKey() + "'");
        return constants;
    }

    /** Foreign keys are not checked: the rows are known to be there. A commit does not wait for the disk. */
    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(url, user, password);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            statement.execute("SET synchronous_commit = off");
            statement.execute("SET maintenance_work_mem = '512MB'");
        }
        return connection;
    }

    /**
     * Of row {@code n} of {@code rows} the time in milliseconds, and an id as {@code time.Ids} makes it, in the order of
     * time, from a kind and a number.
     */
    private static final String FUNCTIONS = """
        CREATE OR REPLACE FUNCTION pg_temp.ms(n bigint, rows bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
          SELECT :begin + n * :span / rows $$;
        CREATE OR REPLACE FUNCTION pg_temp.id(kind bigint, n bigint, ms bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
          SELECT encode(int8send((ms << 16) + 28672 + (n & 4095)) || int8send(-6917529027641081856 + (kind << 40) + n), 'hex')::uuid $$;
        """;

    private static final String CARDHOLDERS = """
        INSERT INTO cardholder (id, issuer_user_id, email, template_id, status, created_at, updated_at, version)
        SELECT pg_temp.id(1, n, ms), 20000000 + n,
               CASE WHEN n % 10 = 0 THEN 'Holder' ELSE 'holder' END || n || '@example.com', 1,
               CASE WHEN n % 50 = 0 THEN 'REJECTED' ELSE 'APPROVED' END, at, at, 1
        FROM (SELECT n, ms, to_timestamp(ms / 1000.0) AS at FROM generate_series(:from::bigint, :to) AS n,
              LATERAL (SELECT pg_temp.ms(n, :rows) AS ms OFFSET 0) m OFFSET 0) t
        """;

    private static final String CARDS = """
        INSERT INTO card (id, issuer_card_id, cardholder_id, template_id, type, status, fact_at, last4,
                          pan_fingerprint, pan_key, currency, balance_total, balance_available, balance_at,
                          created_at, activated_at, updated_at, checked_at, version)
        SELECT pg_temp.id(2, n, ms), 10000000 + n, pg_temp.id(1, n, ms), 1 + n % 2,
               CASE WHEN n % 2 = 0 THEN 'PHYSICAL' ELSE 'VIRTUAL' END,
               (ARRAY['ACTIVE', 'ACTIVE', 'ACTIVE', 'LOCKED', 'TBA'])[1 + n % 5], at, lpad(((n * 7919) % 10000)::text, 4, '0'),
               CASE WHEN n % 2 = 0 THEN sha256(convert_to('card' || n, 'UTF8')) END, CASE WHEN n % 2 = 0 THEN 'bench' END,
               'USD', n % 500, n % 500, at, at, at, at, now(), 1
        FROM (SELECT n, ms, to_timestamp(ms / 1000.0) AS at FROM generate_series(:from::bigint, :to) AS n,
              LATERAL (SELECT pg_temp.ms(n, :rows) AS ms OFFSET 0) m OFFSET 0) t
        """;

    /** Operation n is of card n % cards: a card's operations are spread over the year. */
    private static final String OPERATIONS = """
        INSERT INTO operation (id, kind, status, cardholder_id, card_id, template_id, amount, fee, currency, reason_code,
                               findings, issuer_ref, caller, request_id, created_at, begun_at, sent_at, settled_at,
                               updated_at, version)
        SELECT pg_temp.id(3, n, ms), (ARRAY['CARD_RECHARGE', 'CARD_LOCK', 'CARD_UNLOCK', 'CARD_APPLY'])[1 + n % 4],
               CASE WHEN n % 20 = 0 THEN 'FAILED' ELSE 'SUCCEEDED' END, pg_temp.id(1, c, ct), pg_temp.id(2, c, ct), 1,
               CASE WHEN n % 4 IN (0, 3) THEN 1 + n % 400 END, CASE WHEN n % 4 IN (0, 3) THEN 1.5 END,
               CASE WHEN n % 4 IN (0, 3) THEN 'USD' END, CASE WHEN n % 20 = 0 THEN 'issuer_refused' END,
               jsonb_build_object('evidence', jsonb_build_array(jsonb_build_object('witness', 'webhook', 'says', 'SUCCESS',
                 'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'details', NULL)),
                 'warnings', '[]'::jsonb),
               CASE WHEN n % 4 = 3 THEN 10000000 + c END, 'merchant-1', pg_temp.id(7, n, ms)::text,
               at, at, at, at + interval '2 s', at + interval '2 s', 2
        FROM (SELECT n, ms, c, pg_temp.ms(c, :cards) AS ct, to_timestamp(ms / 1000.0) AS at
              FROM generate_series(:from::bigint, :to) AS n,
              LATERAL (SELECT n % :cards AS c, pg_temp.ms(n, :rows) AS ms OFFSET 0) m OFFSET 0) t
        """;

    /** On the first cards, one each; nobody looks after them before a year is over. */
    private static final String OPEN_OPERATIONS = """
        INSERT INTO operation (id, kind, status, cardholder_id, card_id, template_id, amount, currency, findings, caller,
                               request_id, created_at, begun_at, sent_at, next_check_at, held_until, updated_at, version)
        SELECT pg_temp.id(4, n, ms), (ARRAY['CARD_RECHARGE', 'CARD_LOCK', 'CARD_CLOSE'])[1 + n % 3], status,
               pg_temp.id(1, n, ct), pg_temp.id(2, n, ct), 1, CASE WHEN n % 3 = 0 THEN 1 + n % 400 END,
               CASE WHEN n % 3 = 0 THEN 'USD' END, '{"evidence": [], "warnings": []}', 'merchant-1',
               pg_temp.id(8, n, ms)::text, at, at, CASE WHEN status <> 'REQUESTED' THEN at END,
               CASE WHEN status <> 'IN_REVIEW' THEN now() + interval '1 year' END,
               CASE WHEN status = 'REQUESTED' THEN now() + interval '1 year' END, at, 1
        FROM (SELECT n, ms, pg_temp.ms(n, :cards) AS ct, to_timestamp(ms / 1000.0) AS at,
                     (ARRAY['PENDING', 'UNKNOWN', 'PENDING', 'IN_REVIEW', 'REQUESTED'])[1 + n % 5] AS status
              FROM generate_series(:from::bigint, :to) AS n,
              LATERAL (SELECT :begin + :span - 3600000 + n * 500 AS ms OFFSET 0) m OFFSET 0) t
        """;

    /** Payloads of the last quarter of the time: older ones are purged. Two in a thousand are parked. */
    private static final String DELIVERIES = """
        INSERT INTO delivery (id, fingerprint, type, status, reason, source, issuer_card_id, issuer_user_id, payload,
                              payload_key, attempts, received_at, applied_at, next_attempt_at, request_id)
        SELECT pg_temp.id(5, n, ms), int8send(ms) || decode(md5(n::text), 'hex'),
               CASE WHEN n % 1000 = 7 THEN 'CARD_FROZEN' ELSE (ARRAY['TRANSACTION_CREATED', 'TRANSACTION_CREATED',
                 'TRANSACTION_CREATED', 'TRANSACTION_CREATED', 'CARD_BALANCE_CHANGE', 'CARD_BALANCE_CHANGE',
                 'CARD_STATUS_CHANGE', 'CARD_RECHARGE_RESULT', 'CARD_APPLY_RESULT', 'USER_CREATE_RESULT'])[1 + n % 10] END,
               status,
               CASE WHEN status = 'PARKED' THEN CASE WHEN n % 1000 = 7 THEN 'unknown_type' ELSE 'unknown_card' END END,
               CASE WHEN n % 97 = 0 THEN 'BACKFILL' ELSE 'WEBHOOK' END,
               CASE WHEN n % 10 < 9 THEN 10000000 + n % :cards END, 20000000 + n % :cards,
               CASE WHEN n > :rows * 3 / 4 THEN decode(repeat(md5(n::text), 22), 'hex') END,
               CASE WHEN n > :rows * 3 / 4 THEN :key END, CASE WHEN status = 'PARKED' THEN 20 ELSE 1 END, at,
               CASE WHEN status <> 'PARKED' THEN at + interval '20 ms' END,
               CASE WHEN n % 2000 = 8 THEN now() + interval '1 year' END, pg_temp.id(9, n, ms)::text
        FROM (SELECT n, ms, to_timestamp(ms / 1000.0) AS at,
                     CASE WHEN n % 1000 IN (7, 8) THEN 'PARKED' WHEN n % 1000 < 16 THEN 'REPEATED'
                          WHEN n % 1000 < 20 THEN 'SUPERSEDED' ELSE 'APPLIED' END AS status
              FROM generate_series(:from::bigint, :to) AS n,
              LATERAL (SELECT pg_temp.ms(n, :rows) AS ms OFFSET 0) m OFFSET 0) t
        """;

    private static final String EFFECTS = """
        INSERT INTO effect (key, delivery_id, at)
        SELECT int8send(ms) || decode(md5('e' || n), 'hex'), pg_temp.id(5, n, ms), at
        FROM (SELECT n, ms, to_timestamp(ms / 1000.0) AS at FROM generate_series(:from::bigint, :to) AS n,
              LATERAL (SELECT pg_temp.ms(n, :rows) AS ms OFFSET 0) m OFFSET 0) t
        """;

    /** Line n is of card n % cards, and three of four are about an operation of it. */
    private static final String LINES = """
        INSERT INTO journal (at, kind, summary, cardholder_id, card_id, operation_id, delivery_id, issuer_card_id, actor,
                             request_id, data, event, body)
        SELECT at, kind, CASE WHEN o IS NULL THEN 'The card was locked' ELSE 'card recharge was taken by the issuer' END,
               holder, card, operation, CASE WHEN o IS NULL THEN pg_temp.id(5, n, ms) END,
               CASE WHEN o IS NULL THEN 10000000 + c END, CASE WHEN n % 4 = 0 THEN 'merchant-1' END, 'request-' || n,
               CASE WHEN o IS NULL THEN '{"status": "LOCKED"}' ELSE '{"outcome": "accepted", "took_ms": 120}' END::jsonb,
               CASE WHEN o IS NULL THEN 'card.updated' ELSE 'operation.updated' END,
               '{"kind": "CARD_RECHARGE", "status": "SUCCEEDED", "amount": "25.00", "currency": "USD", "fee": "1.50",
                 "id": "0199a9f0-0000-7000-a003-000000000001", "card_id": "0199a9f0-0000-7000-a002-000000000001",
                 "cardholder_id": "0199a9f0-0000-7000-a001-000000000001", "sent_at": "2026-01-01T12:34:56.789Z",
                 "evidence": [], "warnings": []}'::jsonb
        FROM (SELECT n, ms, c, o, to_timestamp(ms / 1000.0) AS at,
                     (ARRAY['OperationRequested', 'IssuerAccepted', 'OperationSucceeded', 'CardLocked'])[1 + n % 4] AS kind,
                     pg_temp.id(1, c, pg_temp.ms(c, :cards)) AS holder, pg_temp.id(2, c, pg_temp.ms(c, :cards)) AS card,
                     pg_temp.id(3, o, pg_temp.ms(o, :operations)) AS operation
              FROM generate_series(:from::bigint, :to) AS n,
              LATERAL (SELECT n % :cards AS c, pg_temp.ms(n, :rows) AS ms,
                         CASE WHEN n % 4 < 3 THEN n % :cards + n / :cards % (:operations / :cards) * :cards END AS o OFFSET 0) m
              OFFSET 0) t
        """;

    private static final String SEALED = """
        WITH last AS (SELECT txid, position FROM journal ORDER BY journal.txid DESC, position DESC LIMIT 1),
        link AS (INSERT INTO journal_chain (txid, position, sequence, hash)
                 SELECT txid, position, position, sha256('bench') FROM last)
        INSERT INTO journal_checkpoint (txid, position, sequence, hash, at, key_id, mac)
        SELECT txid, position, position, sha256('bench'), now(), 'bench', sha256('bench') FROM last
        """;
}
