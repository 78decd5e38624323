package com.bananacards.webhooks;

/** What became of a delivery. */
public enum DeliveryStatus {
    /** Committed, and not yet applied. */
    STORED,
    APPLIED,
    /** Its effect was had before. */
    REPEATED,
    /** A newer fact was applied before. */
    SUPERSEDED,
    /** Kept, retried where that can help, shown to the operator. */
    PARKED
}
