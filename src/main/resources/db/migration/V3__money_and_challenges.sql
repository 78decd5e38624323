-- What the issuer reports of spending, and 3DS challenges.

CREATE TABLE card_transaction (
    id                    uuid PRIMARY KEY,
    card_id               uuid        NOT NULL REFERENCES card,
    cardholder_id         uuid        NOT NULL REFERENCES cardholder,
    -- Null for a correction that the issuer gave no number.
    issuer_transaction_id bigint,
    -- The issuer's own words: what is not known is kept as it is.
    type                  safe_text   NOT NULL CHECK (length(type) <= 100),
    status                safe_text CHECK (length(status) <= 100),
    amount                numeric(20, 4) NOT NULL,
    currency              text        NOT NULL,
    merchant              safe_text,
    description           safe_text,
    occurred_at           timestamptz NOT NULL,
    created_at            timestamptz NOT NULL,
    updated_at            timestamptz NOT NULL,
    version               integer     NOT NULL
);
CREATE UNIQUE INDEX card_transaction_once ON card_transaction (card_id, issuer_transaction_id, type)
    WHERE issuer_transaction_id IS NOT NULL;
CREATE INDEX card_transaction_by_card ON card_transaction (card_id, id);

CREATE TABLE challenge (
    id                  uuid PRIMARY KEY,
    card_id             uuid        NOT NULL REFERENCES card,
    cardholder_id       uuid        NOT NULL REFERENCES cardholder,
    issuer_challenge_id safe_text   NOT NULL CHECK (length(issuer_challenge_id) <= 200),
    status              text        NOT NULL CHECK (status IN ('WAITING', 'APPROVED', 'DECLINED', 'EXPIRED')),
    amount              numeric(20, 4),
    currency            text,
    merchant            safe_text,
    expires_at          timestamptz NOT NULL,
    -- An answer is being sent until then: no other answer is sent meanwhile.
    answering_until     timestamptz,
    answered_at         timestamptz,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    version             integer     NOT NULL,
    CONSTRAINT challenge_once UNIQUE (card_id, issuer_challenge_id)
);
CREATE INDEX challenge_by_cardholder ON challenge (cardholder_id, id);
CREATE INDEX challenge_waiting ON challenge (expires_at) WHERE status = 'WAITING';

-- The merchant's own account as it was last read: one row.
CREATE TABLE account_balance (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    balance  numeric(20, 4) NOT NULL,
    currency text           NOT NULL,
    as_of    timestamptz    NOT NULL
);

-- The issuer's transaction that carried an operation out: one transaction, one operation.
ALTER TABLE operation ADD COLUMN issuer_transaction_id bigint;
CREATE UNIQUE INDEX one_operation_per_transaction ON operation (card_id, issuer_transaction_id)
    WHERE issuer_transaction_id IS NOT NULL;

-- When a card was last held against the issuer's information.
ALTER TABLE card ADD COLUMN checked_at timestamptz;
CREATE INDEX card_by_check ON card ((coalesce(checked_at, created_at)));

-- The issuer's time of the newest balance it stated; amounts that arrived later are added to that.
ALTER TABLE card ADD COLUMN balance_stated_at timestamptz;
