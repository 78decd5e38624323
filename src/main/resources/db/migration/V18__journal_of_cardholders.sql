-- What is about a card is found by the card: of a cardholder's lines only those about no card need an entry in an index of
-- their own. Each line had one, at a random place. A partition that has lines already keeps the index that it has, which
-- serves, too: to make another one would let the writers wait for as long as it takes. Partitions to come are made like
-- journal_rest.
--
-- Whoever holds a partition for longer than this makes the migration fail, not the service stand still.
SET LOCAL lock_timeout = '10s';
DO $$
DECLARE
    part regclass;
    has_lines boolean;
    old regclass;
BEGIN
    FOR part IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'journal'::regclass ORDER BY 1 LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', part) INTO has_lines;
        CONTINUE WHEN has_lines;
        SELECT i.indexrelid INTO STRICT old FROM pg_index i
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
            WHERE i.indrelid = part AND a.attname = 'cardholder_id';
        EXECUTE format('CREATE INDEX ON %s (cardholder_id, position) WHERE cardholder_id IS NOT NULL AND card_id IS NULL',
            part);
        EXECUTE format('DROP INDEX %s', old);
    END LOOP;
END
$$;
