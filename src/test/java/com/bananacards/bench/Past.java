package com.bananacards.bench;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a database has behind it: deliveries with their effects and lines of the journal, spread over a year, in the
 * partitions that a service which ran all that time would have made and filled. Nothing in it is due.
 */
final class Past {

    private static final int CHUNK = 250_000;

    /** The first border goes back before the first row; from there on partitions are made as always. */
    private static final String PARTITIONS = """
        DO $$ DECLARE p record; begin_at timestamptz := date_trunc('day', now()) - interval '365 days'; BEGIN
        FOR p IN SELECT * FROM time_partition WHERE lower IS NOT NULL LOOP
            PERFORM partition_drop(p.parent, p.name);
        END LOOP;
        FOR p IN SELECT * FROM time_partition LOOP
            EXECUTE format('ALTER TABLE %I DETACH PARTITION %I', p.parent, p.name);
            UPDATE time_partition SET upper = begin_at WHERE name = p.name;
            EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (MINVALUE) TO (%L)',
                p.parent, p.name, partition_border(p.parent, begin_at));
            PERFORM partitions_ahead(p.parent, '720 hours', now() + interval '1440 hours', 100);
        END LOOP; END $$\
        """;

    /** Row n of so many, of a card by chance; payloads of the last quarter of a year: older ones are purged. */
    private static final String ROWS = """
        WITH row AS (
          SELECT n, now() - interval '364 days' * (1 - n / %3$d::float8) AS at, 1 + floor(random() * %4$d)::bigint AS card
          FROM generate_series(%1$d, %2$d) AS n),
        delivered AS (
          INSERT INTO delivery (id, fingerprint, type, status, source, issuer_card_id, payload, payload_key, attempts,
                                received_at, applied_at)
          SELECT (left(time_id(at)::text, 14) || '7' || substr(md5(n::text), 1, 3) || '-8' || substr(md5(n::text), 4, 3)
                   || '-' || substr(md5(n::text), 7, 12))::uuid, time_key(at) || decode(md5(n::text), 'hex') || int8send(n),
                 'CARD_STATUS_CHANGE', 'APPLIED', 'WEBHOOK', card,
                 CASE WHEN n > %3$d * 3 / 4 THEN decode(repeat(md5(n::text), 20), 'hex') END,
                 CASE WHEN n > %3$d * 3 / 4 THEN 'old' END, 1, at, at FROM row),
        had AS (
          INSERT INTO effect (key, delivery_id, at)
          SELECT time_key(at) || decode(md5('e' || n), 'hex'), md5(n::text)::uuid, at FROM row)
        INSERT INTO journal (at, written_at, kind, summary, card_id, cardholder_id, issuer_card_id, data, event, body)
        SELECT at, at, 'CardLocked', 'The card was locked', md5(card::text)::uuid, md5('holder' || (card / 10 + 1))::uuid,
               card, '{"status": "LOCKED"}', 'card.updated',
               jsonb_build_object('id', md5(card::text)::uuid, 'status', 'LOCKED', 'padding', repeat('x', 300))
        FROM row WHERE n %% %5$d = 0\
        """;

    /** Who seals on does not begin with the first line. */
    private static final String SEALED = """
        WITH last AS (SELECT txid, position FROM journal ORDER BY journal.txid DESC, position DESC LIMIT 1),
        link AS (INSERT INTO journal_chain (txid, position, sequence, hash)
                 SELECT txid, position, position, sha256('bench') FROM last)
        INSERT INTO journal_checkpoint (txid, position, sequence, hash, at, key_id, mac)
        SELECT txid, position, position, sha256('bench'), now(), 'bench', sha256('bench') FROM last\
        """;

    private Past() {}

    /** @param everyLine each so-many-th delivery has a line in the journal */
    static void fill(Database database, Report report, int rows, int cards, int everyLine) {
        try (Connection connection = database.open()) {
            Database.update(connection, "SET synchronous_commit = off");
            Database.update(connection, PARTITIONS);
            for (int from = 1; from <= rows; from += CHUNK) {
                int to = Math.min(rows, from + CHUNK - 1);
                Database.update(connection, ROWS.formatted(from, to, rows, cards, everyLine));
                if (from / CHUNK % 8 == 0) {
                    report.progress("past: %d of %d deliveries", to, rows);
                }
            }
            Database.update(connection, SEALED);
            Database.update(connection, "VACUUM (ANALYZE) delivery, effect, journal");
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }
}
