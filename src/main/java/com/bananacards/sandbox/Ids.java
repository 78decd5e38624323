package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

/**
 * The issuer's numbers. Each kind has its own range, so that a user's number taken for a card's
 * finds nothing; a reset does not use a number twice.
 */
final class Ids implements Part {

    private long user = 10_001;
    private long card = 70_001;
    private long transaction = 900_001;
    private long row = 1;

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

    @Override
    public JsonObject save() {
        return new JsonObject()
                .put("user", user)
                .put("card", card)
                .put("transaction", transaction)
                .put("row", row);
    }

    @Override
    public void load(JsonObject saved) {
        user = saved.getLong("user");
        card = saved.getLong("card");
        transaction = saved.getLong("transaction");
        row = saved.getLong("row");
    }

    @Override
    public void reset() {
        // Numbers go on: the application beside may remember the old ones.
    }
}
