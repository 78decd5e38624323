-- What became due in a stretch of time, the longest waiting first, at most so many, locked; what another replica has
-- taken is left out.
--
-- A function because of its settings. Most of the time nothing waits: by its statistics PostgreSQL then expects a row or
-- two, would sort whatever waits, and in a backlog did so with all of it for each batch. So it reads along the index
-- delivery_waiting, and plans that once on a connection.
--
-- A stretch, because what was taken stays in that index until PostgreSQL cleans it up: who begins at the front passes by
-- all that was taken in the last minutes.
CREATE FUNCTION delivery_due(since timestamptz, until timestamptz, most integer) RETURNS SETOF delivery
    LANGUAGE plpgsql ROWS 128 SET enable_sort = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY SELECT * FROM delivery d WHERE d.next_attempt_at >= since AND d.next_attempt_at <= until
        ORDER BY d.next_attempt_at, d.id LIMIT most FOR UPDATE SKIP LOCKED;
END
$$;
