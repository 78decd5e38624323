-- As V14 has it. Places are in the order of transactions, and a database that was restored from a dump counts them anew: what was
-- written since has lower places than old stretches, and must not go with them. A minute for clocks that differ.
CREATE OR REPLACE FUNCTION journal_forget(before timestamptz) RETURNS TABLE (lines bigint, up_to text) LANGUAGE plpgsql AS $$
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
    DELETE FROM journal WHERE (txid, position) <= (stretch.txid, stretch.position)
        AND written_at < before + interval '1 minute';
    FOR part IN SELECT p.name FROM time_partition p
                WHERE p.parent = 'journal_chain' AND p.upper <= before ORDER BY p.upper LOOP
        EXECUTE format('SELECT txid, position FROM %I ORDER BY txid DESC, position DESC LIMIT 1', part) INTO links;
        EXIT WHEN links.txid IS NOT NULL
            AND (links.txid, links.position) > (stretch.txid, stretch.position);
        PERFORM partition_drop('journal_chain', part);
    END LOOP;
    DELETE FROM journal_chain WHERE (txid, position) <= (stretch.txid, stretch.position)
        AND written_at < before + interval '1 minute';
    lines := stretch.sequence - first + 1;
    up_to := stretch.txid::text || '-' || stretch.position;
    INSERT INTO journal (at, kind, summary, actor, data) VALUES (now(), 'JournalTrimmed',
        'Lines that were kept long enough were removed', 'retention',
        jsonb_build_object('lines', lines, 'up_to', up_to));
    RETURN NEXT;
END
$$;
