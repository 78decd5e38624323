package com.bananacards.cardholders;

import com.bananacards.bananatech.IssuerFact.UserCreateResult;
import com.bananacards.operations.Applied;
import com.bananacards.operations.IssuerReasons;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationEvent;
import com.bananacards.operations.Reason;
import com.bananacards.operations.Telling;
import com.bananacards.operations.Transition;

import org.jspecify.annotations.Nullable;

/** Applies the issuer's KYC decisions. Pure: works on what was loaded. */
public final class CardholderFacts {

    static final String NO_REASON = "rejected without a reason";

    private CardholderFacts() {}

    /**
     * Applies a decision.
     *
     * @param registration the cardholder's open registration, if there is one
     */
    public static Applied apply(
            UserCreateResult fact,
            @Nullable Cardholder cardholder,
            @Nullable Operation registration,
            Telling telling) {
        if (cardholder == null) {
            return Applied.parked("unknown_user");
        }
        String reason = fact.message() == null ? NO_REASON : fact.message();
        CardholderEvent event = fact.approved()
                ? new CardholderEvent.Approved()
                : new CardholderEvent.Rejected(reason);
        CardholderTransition transition = cardholder.apply(event, telling.now());
        return switch (transition) {
            case CardholderTransition.Refused ignored -> Applied.parked("contradicts_status");
            case CardholderTransition.Moved ignored -> {
                telling.tell(
                        CardholderLines.moved(cardholder, telling.now()),
                        CardholderLines.UPDATED,
                        CardholderView.of(cardholder));
                settle(fact, registration, telling);
                yield Applied.APPLIED;
            }
            case CardholderTransition.Repeated ignored -> settle(fact, registration, telling);
        };
    }

    private static Applied settle(
            UserCreateResult fact, @Nullable Operation registration, Telling telling) {
        if (registration == null) {
            return Applied.REPEATED;
        }
        Transition transition = fact.approved()
                ? telling.settle(registration, new OperationEvent.Confirmed(), "SUCCESS")
                : telling.settle(registration, new OperationEvent.Denied(reason(fact)), "FAILED");
        return transition instanceof Transition.Moved ? Applied.APPLIED : Applied.REPEATED;
    }

    private static Reason reason(UserCreateResult fact) {
        return new Reason("kyc_rejected", IssuerReasons.of(fact.message()).issuer());
    }
}
