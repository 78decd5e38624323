package com.bananacards.tracing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much is traced. Whether at all, and where to, is said by {@code quarkus.otel.*}. */
@ConfigMapping(prefix = "tracing")
public interface TracingConfig {

    /** Share, 0 to 1, that is traced of what no caller decided about. */
    @WithDefault("0.1")
    double ratio();

    /** Most links, and most settled operations shown, of one span. */
    @WithDefault("64")
    int links();

    /** True when BananaTech is sent our {@code traceparent}. */
    @WithDefault("false")
    boolean outward();
}
