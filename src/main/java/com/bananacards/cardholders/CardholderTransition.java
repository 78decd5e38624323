package com.bananacards.cardholders;

/** What an event makes of a cardholder. */
public sealed interface CardholderTransition {

    record Moved(CardholderStatus to) implements CardholderTransition {}

    /** It was so already. */
    record Repeated() implements CardholderTransition {}

    /** It does not fit; an operator, or the issuer's own list, decides. */
    record Refused(CardholderStatus from) implements CardholderTransition {}
}
