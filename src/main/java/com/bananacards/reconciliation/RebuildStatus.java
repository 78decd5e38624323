package com.bananacards.reconciliation;

/** How it is with a rebuild. */
enum RebuildStatus {
    /** There never was one; never kept. */
    NONE,
    RUNNING,
    /** It failed too often in a row; an operator starts it again, and it goes on where it was. */
    STOPPED,
    DONE
}
