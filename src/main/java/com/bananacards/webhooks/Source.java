package com.bananacards.webhooks;

/** How a delivery came. */
public enum Source {
    WEBHOOK,
    /** Read by reconciliation from the issuer's webhook records. */
    BACKFILL,
    /** Read by a rebuild from the issuer's lists: it may speak of what was before this database was. */
    REBUILD
}
