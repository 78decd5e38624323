-- Operations that were called failed for want of evidence, or by a person: a success that is told later contradicts them, and
-- each batch of webhooks asks for those of its cards. There are few.
SET LOCAL lock_timeout = '2s';
CREATE INDEX operation_called_failed ON operation (card_id)
    WHERE status = 'FAILED' AND reason_code IN ('not_moved', 'not_carried_out', 'enter_pin_again', 'decided_by_operator');
