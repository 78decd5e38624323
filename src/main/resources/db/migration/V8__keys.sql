-- Which keys are in use, for how long not, and what still depends on them. Key ids say nothing of a key.

CREATE TABLE key_use (
    kind         text        NOT NULL CHECK (kind IN ('SECRET', 'DATA', 'FINGERPRINT', 'BROWSER')),
    id           safe_text   NOT NULL CHECK (length(id) <= 64),
    uses         bigint      NOT NULL CHECK (uses >= 0),
    known_since  timestamptz NOT NULL,
    last_used_at timestamptz,
    PRIMARY KEY (kind, id)
);

-- The fingerprint key under which a number's trace was made; null: made before this was kept.
ALTER TABLE card ADD COLUMN pan_key text CHECK (length(pan_key) <= 64);
ALTER TABLE operation ADD COLUMN pan_key text CHECK (length(pan_key) <= 64);
CREATE INDEX card_by_pan_key ON card (pan_key) WHERE pan_fingerprint IS NOT NULL;
CREATE INDEX operation_by_pan_key ON operation (pan_key)
    WHERE pan_fingerprint IS NOT NULL AND settled_at IS NULL;

-- The same of a request body's digest.
ALTER TABLE idempotency_key ADD COLUMN digest_key text CHECK (length(digest_key) <= 64);
CREATE INDEX idempotency_key_by_digest_key ON idempotency_key (digest_key);

-- One index for three jobs: which keys seal payloads, the oldest payloads of a key, how many there are.
ALTER TABLE delivery ADD CONSTRAINT payload_names_its_key CHECK ((payload IS NULL) = (payload_key IS NULL));
CREATE INDEX delivery_by_payload_key ON delivery (payload_key, received_at) WHERE payload IS NOT NULL;

-- Until then the payload holds a one-time code; the code is taken out of it after that.
ALTER TABLE delivery ADD COLUMN code_until timestamptz;
CREATE INDEX delivery_with_code ON delivery (code_until) WHERE code_until IS NOT NULL;
