package com.bananacards.webhooks;

/** How a delivery came. */
public enum Source {
    WEBHOOK,
    /** Read by reconciliation from the issuer's webhook records. */
    BACKFILL
}
