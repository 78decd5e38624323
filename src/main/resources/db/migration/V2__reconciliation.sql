-- Who does what only one replica needs to do. Taken for a while; safe when two believe they hold it.
CREATE TABLE lease (
    name   text PRIMARY KEY,
    holder uuid        NOT NULL,
    until  timestamptz NOT NULL
);

-- How far the issuer's webhook records have been read.
CREATE TABLE backfill_cursor (
    name     text PRIMARY KEY,
    position timestamptz NOT NULL
);
