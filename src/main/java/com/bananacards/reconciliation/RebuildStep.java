package com.bananacards.reconciliation;

/** What a rebuild does, in this order. */
enum RebuildStep {
    /** The issuer's users become cardholders. */
    USERS,
    /** Whose the assigned cards are: the record of an assignment does not say. */
    OWNERS,
    /** All webhook records, the oldest first. */
    RECORDS,
    /** Registrations of which no record told, from the list of users. */
    DECISIONS,
    /** Each card is held against the issuer's information, and its transactions are read. */
    CARDS,
    /** What was parked meanwhile is tried again. */
    PARKED;

    boolean isLast() {
        return this == PARKED;
    }

    RebuildStep next() {
        return values()[ordinal() + 1];
    }
}
