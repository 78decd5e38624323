package com.bananacards.operations;

import org.jspecify.annotations.Nullable;

/** What can happen to an operation. */
public sealed interface OperationEvent {

    /** Why, of what ends badly; null of all else. */
    default @Nullable Reason reason() {
        return null;
    }

    /** The issuer took the request. */
    record Accepted() implements OperationEvent {}

    /** The issuer said no at once. */
    record RefusedByIssuer(Reason reason) implements OperationEvent {}

    /** The request never left this machine. */
    record NeverSent(Reason reason) implements OperationEvent {}

    /** The request was sent, or may have been, and no answer came. */
    record AnswerLost() implements OperationEvent {}

    /** Evidence says that it was carried out. */
    record Confirmed() implements OperationEvent {}

    /** Evidence says that it was not carried out. */
    record Denied(Reason reason) implements OperationEvent {}

    /** Evidence did not decide in time. */
    record DeadlinePassed() implements OperationEvent {}

    /** An operator decided that it was carried out. */
    record DecidedSucceeded() implements OperationEvent {}

    /** An operator decided that it was not. */
    record DecidedFailed(Reason reason) implements OperationEvent {}
}
