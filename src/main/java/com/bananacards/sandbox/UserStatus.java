package com.bananacards.sandbox;

/** What became of a registration; only APPROVED is documented. */
enum UserStatus {
    PENDING,
    APPROVED,
    REJECTED
}
