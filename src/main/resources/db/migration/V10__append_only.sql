-- What happened stays: nobody changes a line, and only retention removes old ones, whole stretches of them.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('bananacards.retention', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;

-- One link for each line, in the journal's order: sha256(the link before, the line).
CREATE TABLE journal_chain (
    txid     xid8   NOT NULL,
    position bigint NOT NULL,
    sequence bigint NOT NULL,
    hash     bytea  NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (txid, position)
);

-- A link that was vouched for with a key that the database does not have.
CREATE TABLE journal_checkpoint (
    txid     xid8        NOT NULL,
    position bigint      NOT NULL,
    sequence bigint      NOT NULL,
    hash     bytea       NOT NULL CHECK (length(hash) = 32),
    at       timestamptz NOT NULL,
    key_id   text        NOT NULL,
    mac      bytea       NOT NULL CHECK (length(mac) = 32),
    PRIMARY KEY (txid, position)
);
CREATE INDEX journal_checkpoint_by_age ON journal_checkpoint (at);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_chain
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The audit trail: what somebody did or was refused, and how operations ended.
CREATE INDEX journal_audit ON journal (position)
    WHERE actor IS NOT NULL OR kind IN ('AccessRefused', 'OperationSucceeded', 'OperationFailed',
        'OperationToReview', 'OperationContradicted', 'JournalTrimmed');
