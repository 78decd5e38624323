-- What is searched by status has a table of its own: what waits, what is parked, what had no effect, what a rebuild read.
-- All else is applied, and nobody looks for it by status. So a delivery's row has no index on what changes in it, and its
-- end is written in place, on the row's own page; before, each end was a new entry in three indexes. See docs/adr/0020.
--
-- The rows are those of delivery, kept by its triggers: whoever writes there, this version or the one before it. Who
-- wants to change a delivery that waits locks its row here first, as the worker does.
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
CREATE INDEX by_status_parked ON delivery_by_status (id) WHERE status = 'PARKED';
CREATE INDEX by_status_parked_by_card ON delivery_by_status (issuer_card_id) WHERE status = 'PARKED';
CREATE INDEX by_status_parked_by_user ON delivery_by_status (issuer_user_id) WHERE status = 'PARKED';
CREATE INDEX by_status_parked_by_type ON delivery_by_status (type, id) WHERE status = 'PARKED';
CREATE INDEX by_status_parked_by_reason ON delivery_by_status (reason, id) WHERE status = 'PARKED';
CREATE INDEX by_status_for_a_person ON delivery_by_status (id) WHERE status = 'PARKED' AND next_attempt_at IS NULL;
CREATE INDEX by_status_of_no_effect ON delivery_by_status (status, id) WHERE status IN ('REPEATED', 'SUPERSEDED');
CREATE INDEX by_status_rebuilt ON delivery_by_status (status, reason) WHERE source = 'REBUILD';

CREATE FUNCTION delivery_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- What a dropped partition leaves behind is here already.
    IF current_setting('bananacards.retention', true) IS DISTINCT FROM 'on' THEN
        INSERT INTO delivery_by_status
            SELECT id, fingerprint, type, status, reason, source, issuer_card_id, issuer_user_id, attempts, received_at,
                   next_attempt_at, traceparent
            FROM came WHERE status <> 'APPLIED' OR source = 'REBUILD';
    END IF;
    RETURN NULL;
END
$$;

-- A row that stays is changed and not made anew: whoever waits for its lock must find it.
CREATE FUNCTION delivery_changed() RETURNS trigger LANGUAGE plpgsql
    SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    DELETE FROM delivery_by_status
        WHERE id = ANY (ARRAY(SELECT id FROM changed WHERE status = 'APPLIED' AND source <> 'REBUILD'));
    IF EXISTS (SELECT FROM changed WHERE status <> 'APPLIED' OR source = 'REBUILD') THEN
        UPDATE delivery_by_status s
            SET status = c.status, reason = c.reason, attempts = c.attempts, next_attempt_at = c.next_attempt_at
            FROM changed c
            WHERE s.id = c.id AND (c.status <> 'APPLIED' OR c.source = 'REBUILD')
                AND (s.status, s.reason, s.attempts, s.next_attempt_at)
                    IS DISTINCT FROM (c.status, c.reason, c.attempts, c.next_attempt_at);
        INSERT INTO delivery_by_status
            SELECT id, fingerprint, type, status, reason, source, issuer_card_id, issuer_user_id, attempts, received_at,
                   next_attempt_at, traceparent
            FROM changed WHERE status <> 'APPLIED' OR source = 'REBUILD'
            ON CONFLICT (id) DO NOTHING;
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
-- The rest: what waits, and what has ended since.
INSERT INTO delivery_by_status
    SELECT id, fingerprint, type, status, reason, source, issuer_card_id, issuer_user_id, attempts, received_at,
           next_attempt_at, traceparent
    FROM delivery d WHERE (status <> 'APPLIED' OR source = 'REBUILD')
        AND NOT EXISTS (SELECT FROM delivery_by_status s WHERE s.id = d.id);

CREATE TRIGGER delivery_came AFTER INSERT ON delivery REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION delivery_came();
CREATE TRIGGER delivery_changed AFTER UPDATE ON delivery REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION delivery_changed();

-- Half of a page is left for the second versions of its rows.
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
                        AND a.attname IN ('status', 'reason', 'attempts', 'applied_at', 'next_attempt_at', 'source')) LOOP
            EXECUTE format('DROP INDEX %s', old);
        END LOOP;
        EXECUTE format('ALTER TABLE %s SET (fillfactor = 45)', part);
    END LOOP;
END
$$;

-- As V14 has it; and what is set for the rest, its fillfactor, is set for what is made like it.
CREATE OR REPLACE FUNCTION partitions_ahead(of text, width interval, until timestamptz, most integer)
    RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    rest text := of || '_rest';
    made integer := 0;
    key  text;
    name text;
    low  timestamptz;
    high timestamptz;
    came bigint;
    def  text;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('bananacards.partitions ' || of)) THEN
        RETURN 0;
    END IF;
    SELECT attname INTO key FROM pg_partitioned_table JOIN pg_attribute ON attrelid = partrelid AND attnum = partattrs[0]
        WHERE partrelid = of::regclass;
    SELECT max(upper) INTO low FROM time_partition WHERE parent = of;
    WHILE low < until AND made < most LOOP
        high := low + width;
        name := of || regexp_replace(to_char(low AT TIME ZONE 'UTC', '_YYYYMMDD_HH24MISSMS'), '_0+$', '');
        EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', rest);
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', name, rest);
        FOR def IN SELECT unnest(reloptions) FROM pg_class WHERE oid = rest::regclass LOOP
            EXECUTE format('ALTER TABLE %I SET (%s)', name, def);
        END LOOP;
        EXECUTE format('SELECT count(*) FROM %I WHERE %I >= %L AND %2$I < %4$L', rest, key,
            partition_border(of, low), partition_border(of, high)) INTO came;
        IF came > 0 THEN
            PERFORM set_config('bananacards.retention', 'on', true);
            EXECUTE format('INSERT INTO %I SELECT * FROM %I WHERE %I >= %L AND %3$I < %5$L', name, rest, key,
                partition_border(of, low), partition_border(of, high));
            EXECUTE format('DELETE FROM %I WHERE %I >= %L AND %2$I < %4$L', rest, key,
                partition_border(of, low), partition_border(of, high));
        END IF;
        -- Triggers of whole statements are not passed on to partitions.
        FOR def IN SELECT pg_get_triggerdef(oid) FROM pg_trigger
                   WHERE tgrelid = of::regclass AND NOT tgisinternal AND (tgtype & 1) = 0 LOOP
            EXECUTE regexp_replace(def, ' ON \S+ ', format(' ON %I ', name));
        END LOOP;
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', of, name,
            partition_border(of, low), partition_border(of, high));
        INSERT INTO time_partition VALUES (of, name, low, high);
        made := made + 1;
        low := high;
    END LOOP;
    RETURN made;
END
$$;

-- As V14 has it; and what has ended in the partition is not searched for any more.
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
            EXECUTE format('INSERT INTO delivery SELECT * FROM %I WHERE status IN (''STORED'', ''PARKED'')', part.name);
            EXECUTE format('DROP TABLE %I', part.name);
            DELETE FROM time_partition WHERE name = part.name;
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

-- For the versions before this one. What else they ask of delivery by status has no index any more, and is slow where
-- there are many rows, until they have gone.
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
