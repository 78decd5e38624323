-- What is about a card is found by the card: of a cardholder's lines only those about no card need an entry in an index of
-- their own. Each line had one, at a random place. A partition that has lines already keeps the index that it has, which
-- serves, too: to make another one would let the writers wait for as long as it takes. But not journal_rest, where there are
-- few if any: partitions to come are made like it.
--
-- Whoever holds an empty partition for longer than this makes the migration fail, not the service stand still.
SET LOCAL lock_timeout = '2s';
DO $$
DECLARE
    part regclass;
    has_lines boolean;
    old regclass;
BEGIN
    FOR part IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'journal'::regclass ORDER BY 1 LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', part) INTO has_lines;
        CONTINUE WHEN has_lines AND part <> 'journal_rest'::regclass;
        EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', part);
        FOR old IN SELECT i.indexrelid FROM pg_index i
                JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                JOIN pg_attribute b ON b.attrelid = i.indrelid AND b.attnum = i.indkey[1]
                WHERE i.indrelid = part AND a.attname = 'cardholder_id' AND b.attname = 'position'
                    AND pg_get_expr(i.indpred, i.indrelid) = '(cardholder_id IS NOT NULL)' LOOP
            EXECUTE format('DROP INDEX %s', old);
            EXECUTE format('CREATE INDEX ON %s (cardholder_id, position)
                WHERE cardholder_id IS NOT NULL AND card_id IS NULL', part);
        END LOOP;
    END LOOP;
END
$$;
