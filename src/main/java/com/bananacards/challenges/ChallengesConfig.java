package com.bananacards.challenges;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** How long challenges wait. */
@ConfigMapping(prefix = "challenges")
interface ChallengesConfig {

    /** How long a challenge waits of which the issuer does not say so. */
    @WithDefault("5M")
    Duration lifetime();

    /** An answer that is being sent keeps others out for this long. */
    @WithDefault("20S")
    Duration answerLease();

    /** Expired challenges are looked for this often. */
    @WithDefault("5S")
    Duration expiryEvery();

    /** Challenges marked as expired at once. */
    @WithDefault("100")
    int expiryBatch();
}
