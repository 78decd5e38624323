package com.bananacards.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** Verified tokens are kept for a moment, because verifying a signature costs more than all else of a small answer. */
@ConfigMapping(prefix = "tokens")
interface TokensConfig {

    /** Tokens kept; beyond it the least used are verified again. 0 keeps none. */
    @WithDefault("1000")
    int kept();

    /** So long after a key was withdrawn by who issued it, a token of that key may still be taken. */
    @WithDefault("1M")
    Duration keptFor();
}
