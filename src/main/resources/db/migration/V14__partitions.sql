-- Partitions by time: what grows without an end is dropped by the table, and what is written now has small indexes.
-- See docs/adr/0013. The old tables become the first partitions as they are; nothing is copied.

-- The column, and the form of the borders.
CREATE FUNCTION partition_border(of text, at timestamptz) RETURNS text LANGUAGE sql STABLE
    RETURN CASE WHEN of IN ('delivery', 'effect') THEN time_key(at)::text ELSE at::text END;

-- Makes partitions from where the last one ends until this time, at most so many; how many it made. What came for
-- them before they were there is moved. Does nothing while somebody else does it. Give it a short lock_timeout: it
-- locks the rest, which every reader of the table looks into.
CREATE FUNCTION partitions_ahead(of text, width interval, until timestamptz, most integer)
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

-- Takes a partition out of its table and drops it.
CREATE FUNCTION partition_drop(of text, partition text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %I DETACH PARTITION %I', of, partition);
    EXECUTE format('DROP TABLE %I', partition);
    DELETE FROM time_partition WHERE name = partition;
END
$$;

-- The least of our own ids of this time.
CREATE FUNCTION time_id(at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE
    RETURN (encode(substr(time_key(at), 3), 'hex') || repeat('0', 20))::uuid;

-- Drops the oldest partition of the inbox that ended before this, and in which nothing came after it; its name, or null.
-- What still waits, for its subject or for a person, is kept.
CREATE FUNCTION delivery_forget(before timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    part    text;
    younger boolean;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('bananacards.partitions delivery')) THEN
        RETURN NULL;
    END IF;
    FOR part IN SELECT name FROM time_partition
                WHERE parent = 'delivery' AND lower IS NOT NULL AND upper <= before ORDER BY upper LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE id >= %L)', part, time_id(before)) INTO younger;
        IF NOT younger THEN
            EXECUTE format('ALTER TABLE delivery DETACH PARTITION %I', part);
            EXECUTE format('INSERT INTO delivery SELECT * FROM %I WHERE status IN (''STORED'', ''PARKED'')', part);
            EXECUTE format('DROP TABLE %I', part);
            DELETE FROM time_partition WHERE name = part;
            RETURN part;
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

-- From when on effects are remembered: of what happened before, nobody knows whether it was had. No row: all are.
CREATE TABLE effect_memory (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    since    timestamptz NOT NULL
);

-- Forgets the effects of the oldest partition that ended before this, and says so in effect_memory; its name, or null.
CREATE FUNCTION effect_forget(before timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    old record;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('bananacards.partitions effect')) THEN
        RETURN NULL;
    END IF;
    SELECT name, lower, upper INTO old FROM time_partition
        WHERE parent = 'effect' AND upper <= before
          AND (lower IS NOT NULL OR NOT EXISTS (SELECT 1 FROM effect_memory)) ORDER BY upper LIMIT 1;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    INSERT INTO effect_memory (since) VALUES (old.upper)
        ON CONFLICT (only_row) DO UPDATE SET since = greatest(effect_memory.since, EXCLUDED.since);
    -- The first one stays: it has the keys without a time, which are kept. Its others go row by row.
    IF old.lower IS NOT NULL THEN
        PERFORM partition_drop('effect', old.name);
    END IF;
    RETURN old.name;
END
$$;

-- Drops the oldest partition of the journal of which every line is in a stretch that was sealed before this, and what
-- else is in its last stretch: the chain goes on after a checkpoint. Says so in the journal. No row when there is none, or
-- it is somebody else's turn.
CREATE FUNCTION journal_forget(before timestamptz) RETURNS TABLE (lines bigint, up_to text) LANGUAGE plpgsql AS $$
DECLARE
    part    text;
    last    record;
    stretch record;
    links   record;
    first   bigint;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('bananacards.journal.retention'))
        OR NOT pg_try_advisory_xact_lock(hashtext('bananacards.partitions journal')) THEN
        RETURN;
    END IF;
    SELECT p.name INTO part FROM time_partition p
        WHERE p.parent = 'journal' AND p.upper <= before ORDER BY p.upper LIMIT 1;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    EXECUTE format('SELECT txid, position FROM %I ORDER BY txid DESC, position DESC LIMIT 1', part) INTO last;
    PERFORM set_config('bananacards.retention', 'on', true);
    IF last.txid IS NULL THEN
        PERFORM partition_drop('journal', part);
        RETURN QUERY SELECT 0::bigint, NULL::text;
        RETURN;
    END IF;
    SELECT txid, position, sequence, at INTO stretch FROM journal_checkpoint
        WHERE (txid, position) >= (last.txid, last.position) ORDER BY txid, position LIMIT 1;
    IF stretch.at IS NULL OR stretch.at >= before THEN
        RETURN;
    END IF;
    SELECT sequence INTO first FROM journal_chain ORDER BY txid, position LIMIT 1;
    PERFORM partition_drop('journal', part);
    DELETE FROM journal WHERE (txid, position) <= (stretch.txid, stretch.position);
    FOR part IN SELECT p.name FROM time_partition p
                WHERE p.parent = 'journal_chain' AND p.upper <= before ORDER BY p.upper LOOP
        EXECUTE format('SELECT txid, position FROM %I ORDER BY txid DESC, position DESC LIMIT 1', part) INTO links;
        EXIT WHEN links.txid IS NOT NULL
            AND (links.txid, links.position) > (stretch.txid, stretch.position);
        PERFORM partition_drop('journal_chain', part);
    END LOOP;
    DELETE FROM journal_chain WHERE (txid, position) <= (stretch.txid, stretch.position);
    lines := stretch.sequence - first + 1;
    up_to := stretch.txid::text || '-' || stretch.position;
    INSERT INTO journal (at, kind, summary, actor, data) VALUES (now(), 'JournalTrimmed',
        'Lines that were kept long enough were removed', 'retention',
        jsonb_build_object('lines', lines, 'up_to', up_to));
    RETURN NEXT;
END
$$;

-- Room for a card's next version on its own page: so a change of its balance or status touches no index.
ALTER TABLE card SET (fillfactor = 80);

-- Whoever holds one of the tables for longer than this makes the migration fail, not the service stand still.
SET LOCAL lock_timeout = '10s';

-- What claims to be of later than the border, because clocks differ; it comes back when there is a rest.
CREATE TEMP TABLE later_delivery ON COMMIT DROP AS SELECT * FROM delivery
    WHERE fingerprint >= (SELECT time_key(upper) FROM time_partition WHERE parent = 'delivery');
CREATE TEMP TABLE later_effect ON COMMIT DROP AS SELECT * FROM effect
    WHERE key >= (SELECT time_key(upper) FROM time_partition WHERE parent = 'effect');
DELETE FROM delivery WHERE fingerprint IN (SELECT fingerprint FROM later_delivery);
DELETE FROM effect WHERE key IN (SELECT key FROM later_effect);

-- Reads all rows, and keeps nobody from reading and writing them.
ALTER TABLE delivery VALIDATE CONSTRAINT in_the_past;
ALTER TABLE effect VALIDATE CONSTRAINT in_the_past;
ALTER TABLE journal VALIDATE CONSTRAINT in_the_past;
ALTER TABLE journal_chain VALIDATE CONSTRAINT in_the_past;

-- From here on it holds the tables, for a moment: nothing below looks at rows. In the order in which all others take them.
LOCK TABLE delivery, effect, journal, journal_chain IN ACCESS EXCLUSIVE MODE;

ALTER TABLE delivery RENAME TO delivery_past;
ALTER TABLE delivery_past RENAME CONSTRAINT delivery_once TO delivery_past_once;
ALTER TABLE effect RENAME TO effect_past;
ALTER TABLE effect_past RENAME CONSTRAINT effect_pkey TO effect_past_pkey;
ALTER TABLE journal RENAME TO journal_past;
ALTER TABLE journal_chain RENAME TO journal_chain_past;

-- One sequence gives all partitions their positions, from where it was.
CREATE SEQUENCE journal_position AS bigint;
DO $$ BEGIN PERFORM setval('journal_position', last_value, is_called) FROM journal_position_seq; END $$;
ALTER TABLE journal_past ALTER COLUMN position DROP IDENTITY;

-- An index that is not of the border's column can't be unique over all partitions: those on an id, or on a place in the
-- journal, are each partition's own.
CREATE TABLE delivery (LIKE delivery_past INCLUDING DEFAULTS INCLUDING CONSTRAINTS,
    CONSTRAINT delivery_once UNIQUE (fingerprint)) PARTITION BY RANGE (fingerprint);
CREATE TABLE effect (LIKE effect_past INCLUDING DEFAULTS INCLUDING CONSTRAINTS,
    PRIMARY KEY (key)) PARTITION BY RANGE (key);
CREATE TABLE journal (LIKE journal_past INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY RANGE (written_at);
CREATE TABLE journal_chain (LIKE journal_chain_past INCLUDING DEFAULTS INCLUDING CONSTRAINTS)
    PARTITION BY RANGE (written_at);
ALTER TABLE journal ALTER COLUMN position SET DEFAULT nextval('journal_position'),
    ALTER COLUMN written_at SET DEFAULT clock_timestamp();
ALTER TABLE journal_chain ALTER COLUMN written_at SET DEFAULT clock_timestamp();
ALTER TABLE journal_past ALTER COLUMN written_at SET DEFAULT clock_timestamp();
ALTER TABLE journal_chain_past ALTER COLUMN written_at SET DEFAULT clock_timestamp();
ALTER SEQUENCE journal_position OWNED BY journal.position;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_chain
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

DO $$
DECLARE
    past record;
BEGIN
    FOR past IN SELECT parent, name, upper FROM time_partition ORDER BY parent LOOP
        EXECUTE format('ALTER TABLE %I DROP CONSTRAINT in_the_past', past.parent);
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (MINVALUE) TO (%L)',
            past.parent, past.name, partition_border(past.parent, past.upper));
        EXECUTE format('ALTER TABLE %I DROP CONSTRAINT IF EXISTS in_the_past', past.name);
        -- What no other partition takes: nothing, as long as they are made ahead and clocks are right.
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', past.parent || '_rest', past.name);
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I DEFAULT', past.parent, past.parent || '_rest');
        PERFORM partitions_ahead(past.parent, '720 hours', now() + interval '1440 hours', 10);
    END LOOP;
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_rest
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_chain_rest
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

INSERT INTO delivery SELECT * FROM later_delivery;
INSERT INTO effect SELECT * FROM later_effect;
