package com.bananacards.transactions;

import java.util.ArrayList;
import java.util.List;

/** Transactions without a database. */
public final class TransactionsInMemory {

    private final List<CardTransaction> known = new ArrayList<>();

    /** All there are, as one batch sees them. */
    public Statement statement() {
        return new Statement(known);
    }

    /** Keeps those that came into being in a batch. */
    public void write(Statement statement) {
        known.addAll(statement.made());
    }
}
