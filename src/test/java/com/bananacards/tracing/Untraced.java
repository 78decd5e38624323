package com.bananacards.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Traces of which nothing is written, for what is built without the framework. */
public final class Untraced {

    private Untraced() {}

    public static Traces traces() {
        TracingConfig config = new SmallRyeConfigBuilder()
                .withMapping(TracingConfig.class)
                .build()
                .getConfigMapping(TracingConfig.class);
        return new Traces(OpenTelemetry.noop(), true, config);
    }
}
