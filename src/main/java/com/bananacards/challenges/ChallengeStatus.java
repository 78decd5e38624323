package com.bananacards.challenges;

/** What has become of a challenge. All but the first are final. */
public enum ChallengeStatus {
    WAITING,
    APPROVED,
    DECLINED,
    /** Its time passed without an answer. */
    EXPIRED
}
