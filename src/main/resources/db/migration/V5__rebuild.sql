-- A rebuild from the issuer's lists: how far it is, and what it found out on its way.
CREATE TABLE rebuild (
    id          uuid PRIMARY KEY,
    status      text        NOT NULL CHECK (status IN ('RUNNING', 'STOPPED', 'DONE')),
    step        text        NOT NULL,
    -- The place within the step; its work is committed before the place moves.
    since       timestamptz,
    skipped     integer     NOT NULL DEFAULT 0 CHECK (skipped >= 0),
    after_id    uuid,
    calls       bigint      NOT NULL DEFAULT 0,
    failures    integer     NOT NULL DEFAULT 0,
    last_error  safe_text,
    -- What could not be restored and why, a bounded list of sentences.
    left_out    jsonb       NOT NULL,
    started_by  text        NOT NULL,
    started_at  timestamptz NOT NULL,
    ended_at    timestamptz,
    updated_at  timestamptz NOT NULL,
    version     integer     NOT NULL,
    CONSTRAINT done_says_when CHECK ((status = 'DONE') = (ended_at IS NOT NULL))
);
CREATE UNIQUE INDEX one_rebuild_at_a_time ON rebuild ((true)) WHERE ended_at IS NULL;

-- Whose card it is that a record speaks of, where the record itself does not say.
CREATE TABLE card_origin (
    issuer_card_id   bigint PRIMARY KEY,
    issuer_user_id   bigint      NOT NULL,
    template_id      bigint,
    needs_activation boolean     NOT NULL,
    found_at         timestamptz NOT NULL
);

-- When an operation was put in place from what the issuer remembers of it; null for one that was asked for here.
ALTER TABLE operation ADD COLUMN restored_at timestamptz;
CREATE INDEX operation_restored ON operation (id) WHERE restored_at IS NOT NULL;

ALTER TABLE delivery DROP CONSTRAINT delivery_source_check;
ALTER TABLE delivery ADD CONSTRAINT delivery_source_check
    CHECK (source IN ('WEBHOOK', 'BACKFILL', 'REBUILD'));
CREATE INDEX delivery_rebuilt ON delivery (status, reason) WHERE source = 'REBUILD';
