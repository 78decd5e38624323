-- True while nothing is known of a transaction but the result of the operation that made it: the result's time is not the
-- transaction's, so what the issuer says of the transaction itself is never older than it. What was noted before this
-- column came counts as said of itself, as it did.
ALTER TABLE card_transaction ADD COLUMN of_result boolean NOT NULL DEFAULT false;
