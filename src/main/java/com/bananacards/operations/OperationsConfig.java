package com.bananacards.operations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** When operations are asked about, and how long keys are kept. */
@ConfigMapping(prefix = "settlement")
public interface OperationsConfig {

    /** A pending or unknown operation is asked about after it. */
    @WithDefault("10S")
    Duration firstCheck();

    /** Open for longer than this, it goes to an operator. */
    @WithDefault("15M")
    Duration deadline();

    /** A request that is this old and has no outcome was cut off by a crash: it counts as sent without an answer. */
    @WithDefault("20S")
    Duration sendLease();

    /** The issuer's clock may be this far from ours. */
    @WithDefault("5S")
    Duration clockSkew();

    /** How long an idempotency key answers for its operation. */
    @WithDefault("P30D")
    Duration keyRetention();

    /** Gauges of open operations are refreshed this often. */
    @WithDefault("10S")
    Duration metricsEvery();
}
