-- The W3C traceparent under which an operation was asked for and a delivery came in; null: not traced. Plain text: it is
-- made by this service, and a hexadecimal id may have digits enough to look like a card number.

ALTER TABLE operation ADD COLUMN traceparent text;
ALTER TABLE delivery ADD COLUMN traceparent text;
