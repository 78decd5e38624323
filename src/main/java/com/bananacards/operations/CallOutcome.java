package com.bananacards.operations;

import com.bananacards.bananatech.Accepted;
import com.bananacards.bananatech.IssuerDown;
import com.bananacards.bananatech.IssuerFailure;
import com.bananacards.bananatech.IssuerRefused;
import com.bananacards.bananatech.OutcomeUnknown;

/** How a call to the issuer ended, as far as this service could see. */
public sealed interface CallOutcome {

    /** The issuer took it. */
    record Taken(Accepted answer) implements CallOutcome {}

    /** The issuer said no. */
    record Refused(Reason reason) implements CallOutcome {}

    /** It never left this machine. */
    record NotSent(Reason reason) implements CallOutcome {}

    /** Sent, and no answer came. */
    record Lost(String why) implements CallOutcome {}

    /** Anything but the issuer's own failures is taken as a lost answer: nothing may be called unsent by mistake. */
    static CallOutcome of(Throwable failure) {
        return failure instanceof IssuerFailure known ? of(known) : new Lost("unexpected failure");
    }

    private static CallOutcome of(IssuerFailure failure) {
        return switch (failure) {
            case IssuerRefused refused -> new Refused(IssuerReasons.of(refused.words()));
            case IssuerDown down -> new NotSent(new Reason("issuer_unavailable", null));
            case OutcomeUnknown lost -> new Lost(String.valueOf(lost.getMessage()));
        };
    }

    /** The event that this outcome is for the operation. */
    default OperationEvent event() {
        return switch (this) {
            case Taken ignored -> new OperationEvent.Accepted();
            case Refused(Reason reason) -> new OperationEvent.RefusedByIssuer(reason);
            case NotSent(Reason reason) -> new OperationEvent.NeverSent(reason);
            case Lost ignored -> new OperationEvent.AnswerLost();
        };
    }
}
