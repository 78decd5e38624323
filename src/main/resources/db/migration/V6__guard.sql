-- What our own limits on moving money need to know.

-- From when an operation counts: when it was asked for, or when a second person approved it.
ALTER TABLE operation ADD COLUMN begun_at timestamptz;
UPDATE operation SET begun_at = created_at;
ALTER TABLE operation ALTER COLUMN begun_at SET NOT NULL;

-- It waits for a second person until then; nothing is sent before.
ALTER TABLE operation ADD COLUMN held_until timestamptz
    CONSTRAINT only_what_was_not_sent_is_held
        CHECK (held_until IS NULL OR (status = 'REQUESTED' AND sent_at IS NULL));

-- When its call got no answer.
ALTER TABLE operation ADD COLUMN answer_lost_at timestamptz;

CREATE INDEX operation_spending ON operation (begun_at) INCLUDE (currency, amount, status, counted)
    WHERE kind IN ('CARD_RECHARGE', 'CARD_APPLY') AND amount IS NOT NULL;
CREATE INDEX operation_spending_by_cardholder ON operation (cardholder_id, begun_at)
    WHERE kind IN ('CARD_RECHARGE', 'CARD_APPLY') AND amount IS NOT NULL;
CREATE INDEX operation_answer_lost ON operation (card_id) WHERE answer_lost_at IS NOT NULL;

-- The kinds of operation that an operator has stopped, for all replicas.
CREATE TABLE stopped_kind (
    kind       text PRIMARY KEY,
    reason     safe_text   NOT NULL CHECK (length(reason) <= 500),
    stopped_by text        NOT NULL,
    stopped_at timestamptz NOT NULL
);
