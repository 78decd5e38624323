package com.bananacards.sandbox;

/** What became of a 3DS challenge; expiry is read off the clock. */
enum ChallengeStatus {
    WAITING,
    APPROVED,
    DECLINED,
    EXPIRED
}
