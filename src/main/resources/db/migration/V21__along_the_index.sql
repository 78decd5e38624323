-- The hash of a link of the chain: of the link before, or of where the chain goes on, and of the line. As a window's
-- aggregate, so a stretch of the journal is hung on the chain where it is, and no line is sent to be hashed. The service's
-- verification computes it by itself.
CREATE FUNCTION journal_link_next(hash bytea, start bytea, line text) RETURNS bytea
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN sha256(coalesce(hash, start) || convert_to(line, 'UTF8'));
END
$$;
CREATE AGGREGATE journal_link(start bytea, line text) (sfunc = journal_link_next, stype = bytea);

-- What takes a partitioned table by stretches, each from where the last one ended. Of rows that came since the statistics
-- were made PostgreSQL expects next to none: left to them it reads and sorts all of those for each stretch. These have a plan
-- along the index, whatever the statistics say.
ALTER FUNCTION journal_after(xid8, bigint, timestamptz, boolean, integer) SET enable_sort = off SET enable_seqscan = off;

CREATE FUNCTION journal_events_after(after xid8, line bigint, most integer)
    RETURNS TABLE (txid bigint, "position" bigint, kind text, cardholder_id uuid, card_id uuid, operation_id uuid,
                   issuer_card_id bigint, issuer_user_id bigint, event text, body text)
    LANGUAGE plpgsql STABLE ROWS 128
    SET enable_sort = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY SELECT j.txid::text::bigint, j.position, j.kind, j.cardholder_id, j.card_id, j.operation_id,
            j.issuer_card_id, j.issuer_user_id, j.event, j.body::text
        FROM journal j
        WHERE (j.txid, j.position) > (after, line) AND j.txid < pg_snapshot_xmin(pg_current_snapshot())
          AND j.event IS NOT NULL
        ORDER BY j.txid, j.position LIMIT most;
END
$$;

CREATE FUNCTION delivery_payloads(key text, since timestamptz, most integer)
    RETURNS TABLE (id uuid, payload bytea, payload_key text, received_at timestamptz)
    LANGUAGE plpgsql ROWS 128
    SET enable_sort = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY SELECT d.id, d.payload, d.payload_key, d.received_at FROM delivery d
        WHERE d.payload IS NOT NULL AND d.payload_key = key AND d.received_at >= since
        ORDER BY d.received_at LIMIT most FOR UPDATE SKIP LOCKED;
END
$$;
