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
