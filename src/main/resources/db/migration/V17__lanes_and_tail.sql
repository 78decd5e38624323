-- Claims one lane of what is due, of so many lanes: deliveries that name one card are all in the same lane, so that batches
-- of different lanes, side by side, do not wait for each other's cards. One lane is all that is due. The
-- claim without lanes (V16) stays for the version before this one.
CREATE FUNCTION delivery_claim(since timestamptz, until timestamptz, most integer, lane integer, lanes integer)
    RETURNS TABLE (id uuid, type text, source text, attempts integer, next_attempt_at timestamptz, fingerprint bytea,
                   received_at timestamptz, traceparent text)
    LANGUAGE plpgsql ROWS 128 SET enable_sort = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY SELECT d.id, d.type::text, d.source, d.attempts, d.next_attempt_at, d.fingerprint, d.received_at,
            d.traceparent
        FROM delivery d WHERE d.next_attempt_at >= since AND d.next_attempt_at <= until
            AND (lanes = 1 OR (hashint8(coalesce(d.issuer_card_id, d.issuer_user_id, 0)) & 2147483647) % lanes = lane)
        ORDER BY d.next_attempt_at, d.id LIMIT most FOR UPDATE SKIP LOCKED;
END
$$;

-- What follows a place in the journal, and whether it can be told yet. Its event and body only for who asks for them: what
-- nobody waits for is not written out. A function because of its plan, which is made once on a connection; made for each
-- question, because of the partitions, it took a sixth of the time.
CREATE FUNCTION journal_after(after xid8, line bigint, since timestamptz, bodies boolean, most integer)
    RETURNS TABLE (txid bigint, "position" bigint, kind text, cardholder_id uuid, card_id uuid, operation_id uuid,
                   issuer_card_id bigint, issuer_user_id bigint, event text, body text, settled boolean)
    LANGUAGE plpgsql STABLE ROWS 128 SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY SELECT j.txid::text::bigint, j.position, j.kind, j.cardholder_id, j.card_id, j.operation_id,
            j.issuer_card_id, j.issuer_user_id, CASE WHEN bodies THEN j.event END,
            CASE WHEN bodies THEN j.body::text END, j.txid < pg_snapshot_xmin(pg_current_snapshot())
        FROM journal j WHERE (j.txid, j.position) > (after, line) AND j.written_at >= since
        ORDER BY j.txid, j.position LIMIT most;
END
$$;
