package com.bananacards.challenges;

/** What can happen to a challenge. */
public sealed interface ChallengeEvent {

    /** The issuer took the cardholder's yes. */
    record Approved() implements ChallengeEvent {}

    /** The issuer took the cardholder's no. */
    record Declined() implements ChallengeEvent {}

    /** Its time passed. */
    record Expired() implements ChallengeEvent {}
}
