package com.bananacards.cardholders;

/** What can happen to a cardholder. The issuer gives no time with its decision. */
public sealed interface CardholderEvent {

    /** The issuer approved the person. */
    record Approved() implements CardholderEvent {}

    /** The issuer rejected the person, or the registration as such. */
    record Rejected(String reason) implements CardholderEvent {}

    /** The issuer's own list contradicts our status; the list is right. */
    record CorrectedToMatchIssuer(CardholderStatus status) implements CardholderEvent {}
}
