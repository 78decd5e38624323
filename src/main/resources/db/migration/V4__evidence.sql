-- What card and account held just before money was asked to move: what moved is seen against it.
ALTER TABLE operation
    ADD COLUMN baseline_card    numeric(20, 4),
    ADD COLUMN baseline_account numeric(20, 4),
    ADD COLUMN baseline_at      timestamptz;

-- The operation's amount is in the card's balance: whoever tells of it again adds nothing.
ALTER TABLE operation ADD COLUMN counted boolean NOT NULL DEFAULT false;
UPDATE operation SET counted = true
    WHERE kind = 'CARD_RECHARGE' AND status = 'SUCCEEDED' AND issuer_transaction_id IS NOT NULL;

-- What else moved money at the same time is looked up by when it was settled.
CREATE INDEX operation_moving_money ON operation (settled_at)
    WHERE kind IN ('CARD_RECHARGE', 'CARD_APPLY', 'CARD_CLOSE');
