-- Claims as delivery_due does (V15, which stays for the version before this one), and leaves the payloads where they are:
-- who stored a delivery knows what is in it, and the others ask for it.
CREATE FUNCTION delivery_claim(since timestamptz, until timestamptz, most integer)
    RETURNS TABLE (id uuid, type text, source text, attempts integer, next_attempt_at timestamptz, fingerprint bytea,
                   received_at timestamptz, traceparent text)
    LANGUAGE plpgsql ROWS 128 SET enable_sort = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY SELECT d.id, d.type::text, d.source, d.attempts, d.next_attempt_at, d.fingerprint, d.received_at,
            d.traceparent
        FROM delivery d WHERE d.next_attempt_at >= since AND d.next_attempt_at <= until
        ORDER BY d.next_attempt_at, d.id LIMIT most FOR UPDATE SKIP LOCKED;
END
$$;
