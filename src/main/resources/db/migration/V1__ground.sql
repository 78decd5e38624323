-- The rules that must hold whatever the code does, held by the database.

-- No column of free text takes a run of digits that could be a card number: a last line of defence.
CREATE DOMAIN safe_text AS text CHECK (value !~ '[0-9]{16,19}');

CREATE TABLE cardholder (
    id             uuid PRIMARY KEY,
    issuer_user_id bigint UNIQUE,
    email          safe_text   NOT NULL CHECK (length(email) <= 254),
    template_id    bigint      NOT NULL,
    status         text        NOT NULL CHECK (status IN ('PENDING', 'APPROVED', 'REJECTED')),
    reason         safe_text,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    version        integer     NOT NULL
);
CREATE INDEX cardholder_by_email ON cardholder (email, id);

CREATE TABLE card (
    id                uuid PRIMARY KEY,
    issuer_card_id    bigint      NOT NULL CONSTRAINT card_issuer_card_id_once UNIQUE,
    cardholder_id     uuid        NOT NULL REFERENCES cardholder,
    template_id       bigint      NOT NULL,
    type              text        NOT NULL CHECK (type IN ('PHYSICAL', 'VIRTUAL')),
    status            text        NOT NULL CHECK (status IN ('TBA', 'ACTIVE', 'LOCKED', 'CLOSED')),
    -- The issuer's time of the newest fact applied: what is older is superseded.
    fact_at           timestamptz,
    last4             text CHECK (last4 ~ '^[0-9]{4}$'),
    pan_fingerprint   bytea CONSTRAINT card_number_once UNIQUE CHECK (length(pan_fingerprint) = 32),
    currency          text        NOT NULL,
    balance_total     numeric(20, 4) NOT NULL,
    balance_available numeric(20, 4) NOT NULL,
    balance_at        timestamptz,
    created_at        timestamptz NOT NULL,
    activated_at      timestamptz,
    closed_at         timestamptz,
    updated_at        timestamptz NOT NULL,
    version           integer     NOT NULL
);
CREATE INDEX card_by_cardholder ON card (cardholder_id, id);
CREATE INDEX card_by_last4 ON card (last4, id);

CREATE TABLE operation (
    id              uuid PRIMARY KEY,
    kind            text        NOT NULL,
    status          text        NOT NULL
        CHECK (status IN ('REQUESTED', 'PENDING', 'UNKNOWN', 'IN_REVIEW', 'SUCCEEDED', 'FAILED')),
    cardholder_id   uuid        NOT NULL REFERENCES cardholder,
    card_id         uuid REFERENCES card,
    template_id     bigint,
    amount          numeric(20, 4) CHECK (amount > 0),
    fee             numeric(20, 4) CHECK (fee >= 0),
    currency        text,
    reason_code     text,
    reason_issuer   safe_text,
    -- What witnesses said, and what the caller should know.
    findings        jsonb       NOT NULL,
    -- What the issuer's answer called card_id: the card, or only the operation.
    issuer_ref      bigint,
    -- What the template said when a virtual card was applied for.
    needs_activation boolean,
    last4           text CHECK (last4 ~ '^[0-9]{4}$'),
    pan_fingerprint bytea CHECK (length(pan_fingerprint) = 32),
    caller          text        NOT NULL,
    request_id      text,
    created_at      timestamptz NOT NULL,
    sent_at         timestamptz,
    settled_at      timestamptz,
    next_check_at   timestamptz,
    checks          integer     NOT NULL DEFAULT 0,
    updated_at      timestamptz NOT NULL,
    version         integer     NOT NULL,
    CONSTRAINT settled_says_when CHECK ((status IN ('SUCCEEDED', 'FAILED')) = (settled_at IS NOT NULL)),
    CONSTRAINT failed_says_why CHECK ((status = 'FAILED') = (reason_code IS NOT NULL)),
    CONSTRAINT nothing_open_without_next_check
        CHECK ((status IN ('REQUESTED', 'PENDING', 'UNKNOWN')) = (next_check_at IS NOT NULL))
);
CREATE UNIQUE INDEX one_open_operation_per_card ON operation (card_id)
    WHERE card_id IS NOT NULL AND status IN ('REQUESTED', 'PENDING', 'UNKNOWN', 'IN_REVIEW');
CREATE UNIQUE INDEX one_open_assignment_per_cardholder ON operation (cardholder_id)
    WHERE kind = 'CARD_ASSIGN' AND status IN ('REQUESTED', 'PENDING', 'UNKNOWN', 'IN_REVIEW');
CREATE UNIQUE INDEX one_open_application_per_cardholder_and_template ON operation (cardholder_id, template_id)
    WHERE kind = 'CARD_APPLY' AND status IN ('REQUESTED', 'PENDING', 'UNKNOWN', 'IN_REVIEW');
CREATE UNIQUE INDEX one_open_registration_per_cardholder ON operation (cardholder_id)
    WHERE kind = 'CARDHOLDER_REGISTER' AND status IN ('REQUESTED', 'PENDING', 'UNKNOWN', 'IN_REVIEW');
CREATE UNIQUE INDEX one_open_assignment_per_card_number ON operation (pan_fingerprint)
    WHERE kind = 'CARD_ASSIGN' AND status IN ('REQUESTED', 'PENDING', 'UNKNOWN', 'IN_REVIEW');
CREATE INDEX operation_by_card ON operation (card_id, id) WHERE card_id IS NOT NULL;
CREATE INDEX operation_by_cardholder ON operation (cardholder_id, id);
CREATE INDEX operation_by_issuer_ref ON operation (issuer_ref) WHERE issuer_ref IS NOT NULL;
CREATE INDEX operation_due ON operation (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX operation_by_status ON operation (status, id)
    WHERE status IN ('REQUESTED', 'PENDING', 'UNKNOWN', 'IN_REVIEW');

CREATE TABLE idempotency_key (
    caller       text        NOT NULL,
    route        text        NOT NULL,
    key          text        NOT NULL,
    -- A keyed digest of the body: never the body.
    digest       bytea       NOT NULL CHECK (length(digest) = 32),
    operation_id uuid        NOT NULL REFERENCES operation DEFERRABLE INITIALLY DEFERRED,
    -- The first answer; null while it is being made.
    status       smallint,
    body         jsonb,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (caller, route, key)
);
CREATE INDEX idempotency_key_by_operation ON idempotency_key (operation_id);
CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);

CREATE TABLE delivery (
    id              uuid PRIMARY KEY,
    -- Digest of the ciphertext, the issuer's time first: the same envelope is stored once.
    fingerprint     bytea       NOT NULL CONSTRAINT delivery_once UNIQUE,
    type            safe_text   NOT NULL CHECK (length(type) <= 100),
    status          text        NOT NULL CHECK (status IN ('STORED', 'APPLIED', 'REPEATED', 'SUPERSEDED', 'PARKED')),
    reason          text,
    source          text        NOT NULL CHECK (source IN ('WEBHOOK', 'BACKFILL')),
    issuer_card_id  bigint,
    issuer_user_id  bigint,
    -- AES-256-GCM under a data key of ours, bound to this row's id.
    payload         bytea,
    payload_key     text,
    attempts        integer     NOT NULL DEFAULT 0,
    received_at     timestamptz NOT NULL,
    applied_at      timestamptz,
    next_attempt_at timestamptz,
    request_id      text,
    CONSTRAINT waiting_says_when CHECK (next_attempt_at IS NULL OR status IN ('STORED', 'PARKED'))
);
CREATE INDEX delivery_waiting ON delivery (next_attempt_at, id) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX delivery_parked ON delivery (id) WHERE status = 'PARKED';
CREATE INDEX delivery_parked_by_card ON delivery (issuer_card_id) WHERE status = 'PARKED';
CREATE INDEX delivery_parked_by_user ON delivery (issuer_user_id) WHERE status = 'PARKED';

-- What has had its effect. Written in the transaction that has the effect.
CREATE TABLE effect (
    key         bytea PRIMARY KEY,
    delivery_id uuid        NOT NULL,
    at          timestamptz NOT NULL
);

CREATE TABLE journal (
    -- Readers follow (txid, position) up to the oldest transaction still running: no gap, whatever commits first.
    txid           xid8        NOT NULL DEFAULT pg_current_xact_id(),
    position       bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    at             timestamptz NOT NULL,
    kind           text        NOT NULL,
    summary        safe_text   NOT NULL,
    cardholder_id  uuid,
    card_id        uuid,
    operation_id   uuid,
    delivery_id    uuid,
    issuer_card_id bigint,
    issuer_user_id bigint,
    actor          text,
    request_id     text,
    data           jsonb       NOT NULL,
    -- The event stream's reading of this line, where it has one.
    event          text,
    body           jsonb,
    PRIMARY KEY (txid, position)
);
CREATE INDEX journal_by_card ON journal (card_id, position) WHERE card_id IS NOT NULL;
CREATE INDEX journal_by_operation ON journal (operation_id, position) WHERE operation_id IS NOT NULL;
CREATE INDEX journal_by_cardholder ON journal (cardholder_id, position) WHERE cardholder_id IS NOT NULL;
