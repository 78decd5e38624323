package com.bananacards.operations;

import org.jspecify.annotations.Nullable;

/**
 * What became of a delivered fact.
 *
 * @param reason a short code for what was parked; null otherwise
 */
public record Applied(Outcome outcome, @Nullable String reason) {

    /** The four ends of a delivery. */
    public enum Outcome {
        APPLIED,
        REPEATED,
        SUPERSEDED,
        PARKED
    }

    public static final Applied APPLIED = new Applied(Outcome.APPLIED, null);
    public static final Applied REPEATED = new Applied(Outcome.REPEATED, null);
    public static final Applied SUPERSEDED = new Applied(Outcome.SUPERSEDED, null);

    /** Kept, retried where that can help, shown to the operator. */
    public static Applied parked(String reason) {
        return new Applied(Outcome.PARKED, reason);
    }
}
