package com.bananacards.operations;

import java.time.Duration;
import java.time.Instant;

/** When a call to the issuer was begun, and when its outcome was known. */
record CallTimes(Instant calledAt, Instant endedAt) {

    Duration took() {
        return Duration.between(calledAt, endedAt);
    }
}
