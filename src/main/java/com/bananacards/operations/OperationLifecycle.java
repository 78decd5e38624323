package com.bananacards.operations;

import static com.bananacards.operations.OperationStatus.FAILED;
import static com.bananacards.operations.OperationStatus.IN_REVIEW;
import static com.bananacards.operations.OperationStatus.PENDING;
import static com.bananacards.operations.OperationStatus.SUCCEEDED;
import static com.bananacards.operations.OperationStatus.UNKNOWN;

import com.bananacards.operations.OperationEvent.Accepted;
import com.bananacards.operations.OperationEvent.AnswerLost;
import com.bananacards.operations.OperationEvent.Confirmed;
import com.bananacards.operations.OperationEvent.DeadlinePassed;
import com.bananacards.operations.OperationEvent.DecidedFailed;
import com.bananacards.operations.OperationEvent.DecidedSucceeded;
import com.bananacards.operations.OperationEvent.Denied;
import com.bananacards.operations.OperationEvent.NeverSent;
import com.bananacards.operations.OperationEvent.RefusedByIssuer;
import com.bananacards.operations.Transition.Moved;
import com.bananacards.operations.Transition.Refused;
import com.bananacards.operations.Transition.Repeated;
import com.bananacards.operations.Transition.Superseded;

/** The one table of what an event makes of an operation. Pure. */
public final class OperationLifecycle {

    private OperationLifecycle() {}

    public static Transition next(OperationStatus status, OperationEvent event) {
        return switch (event) {
            case Accepted ignored -> accepted(status);
            case RefusedByIssuer ignored -> ended(status, FAILED);
            case NeverSent ignored -> neverSent(status);
            case AnswerLost ignored -> answerLost(status);
            case Confirmed ignored -> ended(status, SUCCEEDED);
            case Denied ignored -> ended(status, FAILED);
            case DeadlinePassed ignored -> deadlinePassed(status);
            case DecidedSucceeded ignored -> decided(status, SUCCEEDED);
            case DecidedFailed ignored -> decided(status, FAILED);
        };
    }

    /** A webhook may overtake the answer, so an answer can find the operation settled. */
    private static Transition accepted(OperationStatus status) {
        return switch (status) {
            case REQUESTED, UNKNOWN -> new Moved(PENDING);
            case PENDING -> new Repeated();
            case IN_REVIEW, SUCCEEDED, FAILED -> new Superseded();
        };
    }

    private static Transition neverSent(OperationStatus status) {
        return switch (status) {
            case REQUESTED, UNKNOWN, IN_REVIEW -> new Moved(FAILED);
            case FAILED -> new Repeated();
            case PENDING, SUCCEEDED -> new Refused(status);
        };
    }

    private static Transition answerLost(OperationStatus status) {
        return switch (status) {
            case REQUESTED -> new Moved(UNKNOWN);
            case UNKNOWN -> new Repeated();
            case PENDING, IN_REVIEW, SUCCEEDED, FAILED -> new Superseded();
        };
    }

    /** Evidence ends every open operation; against a settled one it is a contradiction. */
    private static Transition ended(OperationStatus status, OperationStatus outcome) {
        return switch (status) {
            case REQUESTED, PENDING, UNKNOWN, IN_REVIEW -> new Moved(outcome);
            case SUCCEEDED, FAILED -> status == outcome ? new Repeated() : new Refused(status);
        };
    }

    private static Transition deadlinePassed(OperationStatus status) {
        return switch (status) {
            case REQUESTED, PENDING, UNKNOWN -> new Moved(IN_REVIEW);
            case IN_REVIEW -> new Repeated();
            case SUCCEEDED, FAILED -> new Superseded();
        };
    }

    /** Only what is in review is an operator's to decide. */
    private static Transition decided(OperationStatus status, OperationStatus outcome) {
        return switch (status) {
            case IN_REVIEW -> new Moved(outcome);
            case REQUESTED, PENDING, UNKNOWN, SUCCEEDED, FAILED -> new Refused(status);
        };
    }
}
