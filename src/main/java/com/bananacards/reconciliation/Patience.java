package com.bananacards.reconciliation;

import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationStatus;
import com.bananacards.operations.OperationsConfig;

import java.time.Duration;
import java.time.Instant;

/** How long settlement waits for what. Pure. */
record Patience(OperationsConfig settlement, ReconciliationConfig config) {

    private static final int DOUBLINGS = 16;

    /**
     * Seconds first, then longer, with some chance in it, so that a crowd does not come back as a crowd.
     *
     * @param checks so many were made
     * @param chance from 0 to 1
     */
    Instant nextCheck(int checks, double chance, Instant now) {
        Duration wait = settlement.firstCheck().multipliedBy(1L << Math.min(checks, DOUBLINGS));
        Duration longest = config.maxCheckDelay();
        long bounded = (wait.compareTo(longest) > 0 ? longest : wait).toMillis();
        return now.plusMillis(bounded + (long) (chance * bounded / 4));
    }

    /** An operator gets what is open for so long. */
    boolean isPastDeadline(Operation operation, Instant now) {
        return operation.begunAt().plus(settlement.deadline()).isBefore(now);
    }

    /**
     * Sent without an answer, and looked for often enough without finding a trace of it.
     *
     * @param looked when the look began: what was carried out since can be missing in it
     */
    boolean isGivenUp(Operation operation, Instant looked) {
        return operation.status() == OperationStatus.UNKNOWN
                && operation.checks() >= config.notDoneChecks()
                && operation.begunAt().plus(settlement.notDoneAfter()).isBefore(looked);
    }

    /**
     * What was sent may still be on its way at the issuer: no trace of money counts only after a while.
     *
     * @param looked when the look began
     */
    boolean isRipe(Operation operation, Instant looked) {
        return operation.canBeCalledNotDone()
                && operation.begunAt().plus(settlement.notMovedAfter()).isBefore(looked);
    }
}
