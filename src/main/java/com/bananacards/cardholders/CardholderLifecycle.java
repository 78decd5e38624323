package com.bananacards.cardholders;

import static com.bananacards.cardholders.CardholderStatus.APPROVED;
import static com.bananacards.cardholders.CardholderStatus.REJECTED;

import com.bananacards.cardholders.CardholderEvent.Approved;
import com.bananacards.cardholders.CardholderEvent.CorrectedToMatchIssuer;
import com.bananacards.cardholders.CardholderEvent.Rejected;
import com.bananacards.cardholders.CardholderTransition.Moved;
import com.bananacards.cardholders.CardholderTransition.Refused;
import com.bananacards.cardholders.CardholderTransition.Repeated;

/**
 * The one table of what an event makes of a cardholder. Pure.
 *
 * <p>A decision carries no time, so two of them can't be put in order: an approval outranks a rejection, because a
 * late rejection must not lock out someone who is approved; a wrong approval shows at once, for the issuer refuses.
 */
public final class CardholderLifecycle {

    private CardholderLifecycle() {}

    public static CardholderTransition next(CardholderStatus status, CardholderEvent event) {
        return switch (event) {
            case Approved ignored -> approved(status);
            case Rejected ignored -> rejected(status);
            case CorrectedToMatchIssuer(CardholderStatus issuers) ->
                issuers == status ? new Repeated() : new Moved(issuers);
        };
    }

    private static CardholderTransition approved(CardholderStatus status) {
        return switch (status) {
            case PENDING, REJECTED -> new Moved(APPROVED);
            case APPROVED -> new Repeated();
        };
    }

    private static CardholderTransition rejected(CardholderStatus status) {
        return switch (status) {
            case PENDING -> new Moved(REJECTED);
            case REJECTED -> new Repeated();
            case APPROVED -> new Refused(APPROVED);
        };
    }
}
