-- Inbox, effects, journal and chain become partitioned by time in V14, each with the table that is there as its first
-- partition. That all its rows belong there is looked up while everybody works on, so it is asked for first, by itself.

-- What partitions there are: one row each, made and deleted with its table. The first has no lower end.
CREATE TABLE time_partition (
    parent text        NOT NULL,
    name   text        PRIMARY KEY,
    lower  timestamptz,
    upper  timestamptz NOT NULL CHECK (lower < upper)
);
CREATE UNIQUE INDEX time_partition_in_order ON time_partition (parent, upper);

-- How keys begin that are made of a time: its milliseconds in eight bytes.
CREATE FUNCTION time_key(at timestamptz) RETURNS bytea LANGUAGE sql IMMUTABLE
    RETURN int8send(floor(extract(epoch FROM at) * 1000)::bigint);

-- When the database took a line; a new line's own time may be long past. All old lines get one time before all others.
ALTER TABLE journal ADD COLUMN written_at timestamptz NOT NULL DEFAULT '2000-01-01 00:00:00+00';
ALTER TABLE journal_chain ADD COLUMN written_at timestamptz NOT NULL DEFAULT '2000-01-01 00:00:00+00';

DO $$
DECLARE
    one    record;
    used   boolean;
    border timestamptz;
BEGIN
    FOR one IN SELECT * FROM (VALUES ('delivery', 'fingerprint'), ('effect', 'key'), ('journal', 'written_at'),
                                     ('journal_chain', 'written_at')) AS t (parent, key) LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', one.parent) INTO used;
        -- Until V14 is through, the version before writes on: nothing that it writes may be beyond the border.
        border := date_trunc('day', now(), 'UTC') + CASE WHEN used THEN interval '48 hours' ELSE '0' END;
        INSERT INTO time_partition VALUES (one.parent, one.parent || '_past', NULL, border);
        EXECUTE format('ALTER TABLE %I ADD CONSTRAINT in_the_past CHECK (%I < %L) NOT VALID', one.parent, one.key,
            CASE one.key WHEN 'written_at' THEN border::text ELSE time_key(border)::text END);
    END LOOP;
END
$$;
