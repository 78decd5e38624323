package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

/**
 * The issuer's numbers. Each kind has its own range, so that a user's number taken for a card's
 * finds nothing; a reset does not use a number twice. None has the six digits of a PIN or a
 * one-time code: who searches logs and tables for those takes no number for one.
 */
final class Ids implements Part {

    /** A step without a divisor in common with the number of codes: each comes once before any comes again. */
    private static final long CODE_STEP = 738_191;

    private static final long CODES = 1_000_000;

    private long user = 10_001;
    private long card = 70_001;
    private long transaction = 9_000_001;
    private long row = 1;
    private long code = 1;

    long nextUser() {
        return user++;
    }

    /** For cards and for assignments: the two never share a number by accident. */
    long nextCard() {
        return card++;
    }

    long nextTransaction() {
        return transaction++;
    }

    /** For everything only the sandbox sees, and for the order in which things happened. */
    long nextRow() {
        return row++;
    }

    /** Six digits, the same ones in each run: what a test finds or does not find is not up to chance. */
    String nextCode() {
        return "%06d".formatted(code++ * CODE_STEP % CODES);
    }

    @Override
    public JsonObject save() {
        return new JsonObject()
                .put("user", user)
                .put("card", card)
                .put("transaction", transaction)
                .put("row", row)
                .put("code", code);
    }

    @Override
    public void load(JsonObject saved) {
        user = saved.getLong("user");
        card = saved.getLong("card");
        transaction = saved.getLong("transaction");
        row = saved.getLong("row");
        code = saved.getLong("code", 1L);
    }

    @Override
    public void reset() {
        // Numbers go on: the application beside may remember the old ones.
    }
}
