package com.bananacards.operations;

import java.util.EnumSet;
import java.util.Set;

/** How far an operation has come. */
public enum OperationStatus {
    /** Recorded, and not known to be sent. */
    REQUESTED,
    /** The issuer took it; its outcome comes later. */
    PENDING,
    /** Sent, no answer; settlement is asking. */
    UNKNOWN,
    /** Evidence does not decide; an operator does. */
    IN_REVIEW,
    SUCCEEDED,
    FAILED;

    /** The statuses in which an operation is in the way of another. */
    public static final Set<OperationStatus> OPEN =
            EnumSet.of(REQUESTED, PENDING, UNKNOWN, IN_REVIEW);

    /** The statuses in which settlement asks about it. */
    public static final Set<OperationStatus> CHECKED = EnumSet.of(REQUESTED, PENDING, UNKNOWN);

    public boolean isOpen() {
        return OPEN.contains(this);
    }

    public boolean isSettled() {
        return !isOpen();
    }
}
