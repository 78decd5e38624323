package com.bananacards.challenges;

/** What an event makes of a challenge. */
public sealed interface ChallengeTransition {

    record Moved(ChallengeStatus to) implements ChallengeTransition {}

    /** Known already. */
    record Repeated() implements ChallengeTransition {}

    /** It was answered otherwise, or not in time. */
    record Refused(ChallengeStatus from) implements ChallengeTransition {}
}
