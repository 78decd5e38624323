package com.bananacards.reconciliation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;
import java.time.Instant;

/** How a rebuild from the issuer's lists goes about it. */
@ConfigMapping(prefix = "rebuild")
interface RebuildConfig {

    /** Calls that a rebuild makes, at most. */
    @WithDefault("10")
    int callsPerSecond();

    /** Rows asked for at once. */
    @WithDefault("100")
    int page();

    /** Webhook records are read from this time on. */
    @WithDefault("1970-01-01T00:00:00Z")
    Instant since();

    /** Records are read in windows of this length, each overlapping the one before. */
    @WithDefault("P1D")
    Duration window();

    /** Each replica looks this often whether there is a rebuild to go on with; also the wait after a failure. */
    @WithDefault("1S")
    Duration look();

    /** Wait until what was read is applied, before more is read. */
    @WithDefault("100MS")
    Duration digest();

    /** Failures in a row after which it stops. */
    @WithDefault("300")
    int tries();

    /** Things left out that are written down, at most. */
    @WithDefault("200")
    int leftOut();
}
