-- True while what is known of a transaction is the result of the operation that made it: the result's time is not the
-- transaction's, so what the issuer says of the transaction itself is never older than it. What was known before this
-- column came counts as said of the transaction itself.
ALTER TABLE card_transaction ADD COLUMN of_result boolean NOT NULL DEFAULT false;
