-- A delivery is written once. What it waits for, and what it is searched by (parked, without effect, read by a rebuild), is
-- in delivery_by_status, and leaves there when it is applied; its end is a line in delivery_end. Before, each end was a
-- second version of the whole row, payload and all, and a new entry in three of its indexes. See docs/adr/0020.
--
-- How a delivery stands is in the view delivery_now. The columns for it in delivery itself are how the versions before this
-- one write it, which run until they have been replaced: triggers take it over from there.
CREATE TABLE delivery_by_status (
    id              uuid PRIMARY KEY,
    fingerprint     bytea NOT NULL,
    type            text NOT NULL,
    status          text NOT NULL,
    reason          text,
    source          text NOT NULL,
    issuer_card_id  bigint,
    issuer_user_id  bigint,
    attempts        integer NOT NULL,
    received_at     timestamptz NOT NULL,
    next_attempt_at timestamptz,
    traceparent     text
);
CREATE INDEX by_status_waiting ON delivery_by_status (next_attempt_at, id) WHERE next_attempt_at IS NOT NULL;
-- Few indexes, for each is looked at for what is only stored, too.
CREATE INDEX by_status_listed ON delivery_by_status (status, id) WHERE status <> 'STORED';
CREATE INDEX by_status_parked_by_card ON delivery_by_status (issuer_card_id) WHERE status = 'PARKED';
CREATE INDEX by_status_parked_by_user ON delivery_by_status (issuer_user_id) WHERE status = 'PARKED';
CREATE INDEX by_status_rebuilt ON delivery_by_status (status, reason) WHERE source = 'REBUILD';

CREATE TABLE delivery_end (
    fingerprint bytea NOT NULL,
    id          uuid NOT NULL,
    status      text NOT NULL,
    reason      text,
    attempts    integer NOT NULL,
    applied_at  timestamptz NOT NULL
) PARTITION BY RANGE (fingerprint);
-- Not unique: what comes again after it was forgotten is another delivery.
CREATE INDEX delivery_end_by_fingerprint ON delivery_end (fingerprint);

CREATE VIEW delivery_now AS
    SELECT d.id, d.fingerprint, d.type, coalesce(s.status, e.status, d.status) AS status,
           CASE WHEN s.id IS NOT NULL THEN s.reason WHEN e.id IS NOT NULL THEN e.reason ELSE d.reason END AS reason,
           d.source, d.issuer_card_id, d.issuer_user_id, d.payload, d.payload_key,
           coalesce(s.attempts, e.attempts, d.attempts) AS attempts, d.received_at,
           coalesce(e.applied_at, d.applied_at) AS applied_at,
           CASE WHEN s.id IS NOT NULL THEN s.next_attempt_at END AS next_attempt_at,
           d.request_id, d.code_until, d.traceparent
    FROM delivery d
    LEFT JOIN delivery_by_status s ON s.id = d.id
    LEFT JOIN delivery_end e ON e.fingerprint = d.fingerprint AND e.id = d.id;

-- What came is due at once.
CREATE FUNCTION delivery_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- What a dropped partition leaves behind is here already.
    IF current_setting('bananacards.retention', true) IS DISTINCT FROM 'on' THEN
        INSERT INTO delivery_by_status
            SELECT id, fingerprint, type, status, reason, source, issuer_card_id, issuer_user_id, attempts, received_at,
                   CASE WHEN status = 'STORED' THEN coalesce(next_attempt_at, received_at) ELSE next_attempt_at END,
                   traceparent
            FROM came WHERE status <> 'APPLIED' OR source = 'REBUILD';
    END IF;
    RETURN NULL;
END
$$;

-- How a version before this one says that a delivery stands otherwise. A row that stays is changed and not made anew:
-- whoever waits for its lock must find it. What has ended stays as it ended: of what this version did, that one knows
-- nothing.
CREATE FUNCTION delivery_changed() RETURNS trigger LANGUAGE plpgsql
    SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    moved uuid[] := ARRAY(SELECT c.id FROM changed c JOIN was w ON w.id = c.id
        WHERE (c.status, c.reason, c.attempts, c.next_attempt_at)
            IS DISTINCT FROM (w.status, w.reason, w.attempts, w.next_attempt_at));
BEGIN
    IF cardinality(moved) > 0 THEN
        DELETE FROM delivery_by_status s USING changed c
            WHERE s.id = ANY (moved) AND s.status IN ('STORED', 'PARKED')
                AND c.id = s.id AND c.status = 'APPLIED' AND c.source <> 'REBUILD';
        UPDATE delivery_by_status s
            SET status = c.status, reason = c.reason, attempts = c.attempts, next_attempt_at = c.next_attempt_at
            FROM changed c
            WHERE s.id = ANY (moved) AND s.status IN ('STORED', 'PARKED')
                AND c.id = s.id AND (c.status <> 'APPLIED' OR c.source = 'REBUILD');
    END IF;
    RETURN NULL;
END
$$;

-- Those that have ended are copied while all goes on.
INSERT INTO delivery_by_status
    SELECT id, fingerprint, type, status, reason, source, issuer_card_id, issuer_user_id, attempts, received_at,
           next_attempt_at, traceparent
    FROM delivery WHERE status IN ('REPEATED', 'SUPERSEDED') OR source = 'REBUILD' AND status = 'APPLIED';

-- Whoever holds a table for longer than this makes the migration fail, not the service stand still.
SET LOCAL lock_timeout = '2s';
LOCK TABLE delivery IN ACCESS EXCLUSIVE MODE;
-- The rest: what waits, and what has ended since; by the words of the indexes, so that it takes a moment.
INSERT INTO delivery_by_status
    SELECT id, fingerprint, type, status, reason, source, issuer_card_id, issuer_user_id, attempts, received_at,
           next_attempt_at, traceparent
    FROM delivery d WHERE (next_attempt_at IS NOT NULL OR status = 'PARKED' OR status IN ('REPEATED', 'SUPERSEDED')
            OR source = 'REBUILD')
        AND NOT EXISTS (SELECT FROM delivery_by_status s WHERE s.id = d.id);

CREATE TRIGGER delivery_came AFTER INSERT ON delivery REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION delivery_came();
CREATE TRIGGER delivery_changed AFTER UPDATE ON delivery REFERENCING OLD TABLE AS was NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION delivery_changed();

-- Nobody searches there any more.
DO $$
DECLARE
    part regclass;
    old  regclass;
BEGIN
    FOR part IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'delivery'::regclass ORDER BY 1 LOOP
        FOR old IN SELECT i.indexrelid FROM pg_index i
                WHERE i.indrelid = part AND NOT i.indisunique AND EXISTS (SELECT FROM pg_depend d
                    JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                    WHERE d.objid = i.indexrelid AND d.refobjid = part
                        AND a.attname IN ('status', 'reason', 'next_attempt_at')) LOOP
            EXECUTE format('DROP INDEX %s', old);
        END LOOP;
    END LOOP;
END
$$;

-- As V14 has it; with the ends of deliveries.
CREATE OR REPLACE FUNCTION partition_border(of text, at timestamptz) RETURNS text LANGUAGE sql STABLE
    RETURN CASE WHEN of IN ('delivery', 'delivery_end', 'effect') THEN time_key(at)::text ELSE at::text END;

-- The borders of the deliveries' own partitions; later ones are made by the service.
DO $$
DECLARE
    part record;
BEGIN
    FOR part IN SELECT replace(name, 'delivery', 'delivery_end') AS name, lower, upper FROM time_partition
                WHERE parent = 'delivery' ORDER BY upper LOOP
        EXECUTE format('CREATE TABLE %I PARTITION OF delivery_end FOR VALUES FROM (%s) TO (%L)', part.name,
            coalesce(quote_literal(partition_border('delivery_end', part.lower)), 'MINVALUE'),
            partition_border('delivery_end', part.upper));
        INSERT INTO time_partition VALUES ('delivery_end', part.name, part.lower, part.upper);
    END LOOP;
    CREATE TABLE delivery_end_rest PARTITION OF delivery_end DEFAULT;
END
$$;

-- As V14 has it; what has ended in the partition is not searched for any more, and its ends are forgotten.
CREATE OR REPLACE FUNCTION delivery_forget(before timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    part    record;
    younger boolean;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('bananacards.partitions delivery')) THEN
        RETURN NULL;
    END IF;
    FOR part IN SELECT name, lower, upper FROM time_partition
                WHERE parent = 'delivery' AND lower IS NOT NULL AND upper <= before ORDER BY upper LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE id >= %L)', part.name, time_id(before)) INTO younger;
        IF NOT younger THEN
            DELETE FROM delivery_by_status WHERE status NOT IN ('STORED', 'PARKED')
                AND fingerprint >= time_key(part.lower) AND fingerprint < time_key(part.upper);
            EXECUTE format('ALTER TABLE delivery DETACH PARTITION %I', part.name);
            PERFORM set_config('bananacards.retention', 'on', true);
            EXECUTE format('INSERT INTO delivery SELECT p.* FROM delivery_by_status s JOIN %I p ON p.id = s.id
                WHERE s.status IN (''STORED'', ''PARKED'')', part.name);
            EXECUTE format('DROP TABLE %I', part.name);
            DELETE FROM time_partition WHERE name = part.name;
            PERFORM partition_drop('delivery_end', e.name) FROM time_partition e
                WHERE e.parent = 'delivery_end' AND e.lower IS NOT NULL
                    AND e.upper <= (SELECT min(lower) FROM time_partition WHERE parent = 'delivery');
            RETURN part.name;
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

-- As V17 has it, where what waits is now.
CREATE OR REPLACE FUNCTION delivery_claim(since timestamptz, until timestamptz, most integer, lane integer, lanes integer)
    RETURNS TABLE (id uuid, type text, source text, attempts integer, next_attempt_at timestamptz, fingerprint bytea,
                   received_at timestamptz, traceparent text)
    LANGUAGE plpgsql ROWS 128 SET enable_sort = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY SELECT d.id, d.type, d.source, d.attempts, d.next_attempt_at, d.fingerprint, d.received_at,
            d.traceparent
        FROM delivery_by_status d WHERE d.next_attempt_at >= since AND d.next_attempt_at <= until
            AND (lanes = 1 OR (hashint8(coalesce(d.issuer_card_id, d.issuer_user_id, 0)) & 2147483647) % lanes = lane)
        ORDER BY d.next_attempt_at, d.id LIMIT most FOR UPDATE SKIP LOCKED;
END
$$;

-- What became of deliveries, by a batch. Functions because of their settings: most of the time hardly anything waits, and
-- a plan that was made then reads all of the table, which in a backlog takes half a second.
--
-- These have ended, and those of them that are not searched for any more are taken out.
CREATE FUNCTION delivery_ends(keys bytea[], ids uuid[], statuses text[], reasons text[], tries integer[], at timestamptz,
                              gone uuid[]) RETURNS void
    LANGUAGE plpgsql SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    DELETE FROM delivery_by_status WHERE id = ANY (gone);
    INSERT INTO delivery_end (fingerprint, id, status, reason, attempts, applied_at)
        SELECT m.key, m.id, m.status, m.reason, m.attempts, at
        FROM unnest(keys, ids, statuses, reasons, tries) AS m (key, id, status, reason, attempts);
END
$$;
-- These are searched for. What has ended meanwhile stays as it ended.
CREATE FUNCTION delivery_stands(ids uuid[], statuses text[], reasons text[], tries integer[], nexts timestamptz[])
    RETURNS void LANGUAGE plpgsql SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    UPDATE delivery_by_status s
        SET status = m.status, reason = m.reason, attempts = m.attempts, next_attempt_at = m.next
        FROM unnest(ids, statuses, reasons, tries, nexts) AS m (id, status, reason, attempts, next)
        WHERE s.id = ANY (ids) AND s.id = m.id AND s.status IN ('STORED', 'PARKED');
END
$$;
-- Makes the parked ones of these subjects due; whether any was left waiting is seen as it was before.
CREATE FUNCTION delivery_wake(until timestamptz, cards bigint[], users bigint[]) RETURNS boolean
    LANGUAGE plpgsql SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    waiting boolean := EXISTS (SELECT 1 FROM delivery_by_status WHERE status = 'PARKED' AND next_attempt_at > until);
BEGIN
    UPDATE delivery_by_status SET next_attempt_at = until
        WHERE status = 'PARKED' AND next_attempt_at > until
            AND (issuer_card_id = ANY (cards) OR issuer_user_id = ANY (users));
    RETURN waiting;
END
$$;

-- For the versions before this one. What else they ask of delivery by status has no index any more, and they see what this
-- version has applied as stored, until they have gone.
CREATE OR REPLACE FUNCTION delivery_claim(since timestamptz, until timestamptz, most integer)
    RETURNS TABLE (id uuid, type text, source text, attempts integer, next_attempt_at timestamptz, fingerprint bytea,
                   received_at timestamptz, traceparent text)
    LANGUAGE sql ROWS 128 AS $$ SELECT * FROM delivery_claim(since, until, most, 0, 1) $$;
CREATE OR REPLACE FUNCTION delivery_due(since timestamptz, until timestamptz, most integer) RETURNS SETOF delivery
    LANGUAGE sql ROWS 128 AS $$
    SELECT d.* FROM delivery_claim(since, until, most, 0, 1) due
        JOIN delivery d ON d.fingerprint = due.fingerprint AND d.id = due.id
        ORDER BY due.next_attempt_at, due.id
$$;
