package com.bananacards.operations;

/** What an event makes of an operation. */
public sealed interface Transition {

    /** It goes to another status. */
    record Moved(OperationStatus to) implements Transition {}

    /** It was so already. */
    record Repeated() implements Transition {}

    /** What came is older or weaker than what is known. */
    record Superseded() implements Transition {}

    /** It cannot be: a settled operation is contradicted, or the event does not fit. */
    record Refused(OperationStatus from) implements Transition {}
}
