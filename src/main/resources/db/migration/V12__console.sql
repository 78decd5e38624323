-- What the operator's console asks, each by an index of its own: none of it may read a whole table.

-- People are searched for by e-mail in any case, and by how it begins.
CREATE INDEX cardholder_by_lower_email ON cardholder ((lower(email) COLLATE "C"));

-- Open operations, counted by kind and status, the oldest first; small, for settled ones are not in it.
CREATE INDEX operation_open ON operation (status, kind, id) INCLUDE (created_at)
    WHERE status IN ('REQUESTED', 'PENDING', 'UNKNOWN', 'IN_REVIEW');
CREATE INDEX operation_held ON operation (id) WHERE held_until IS NOT NULL;
CREATE INDEX operation_by_issuer_transaction ON operation (issuer_transaction_id)
    WHERE issuer_transaction_id IS NOT NULL;

-- What a first person decided about an operation in review, until a second one agrees.
ALTER TABLE operation
    ADD COLUMN proposed_outcome text CHECK (proposed_outcome IN ('SUCCEEDED', 'FAILED')),
    ADD COLUMN proposed_reason  safe_text CHECK (length(proposed_reason) <= 500),
    ADD COLUMN proposed_by      text,
    ADD COLUMN proposed_at      timestamptz;

-- Parked deliveries by what they are and why, and those that no timer tries again.
CREATE INDEX delivery_parked_by_type ON delivery (type, id) WHERE status = 'PARKED';
CREATE INDEX delivery_parked_by_reason ON delivery (reason, id) WHERE status = 'PARKED';
CREATE INDEX delivery_for_a_person ON delivery (id) WHERE status = 'PARKED' AND next_attempt_at IS NULL;
-- Few deliveries end otherwise than applied: they are found without reading those that did.
CREATE INDEX delivery_of_no_effect ON delivery (status, id) WHERE status IN ('REPEATED', 'SUPERSEDED');

-- The audit trail of one person, and of one kind of line: rare ones are found without reading all the others.
CREATE INDEX journal_by_actor ON journal (actor, position) WHERE actor IS NOT NULL;
CREATE INDEX journal_audit_by_kind ON journal (kind, position)
    WHERE actor IS NOT NULL OR kind IN ('AccessRefused', 'OperationSucceeded', 'OperationFailed',
        'OperationToReview', 'OperationContradicted', 'JournalTrimmed');
