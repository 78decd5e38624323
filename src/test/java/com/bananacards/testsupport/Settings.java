package com.bananacards.testsupport;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;

import java.time.Duration;
import java.util.Map;

/** Settings of one room, without Quarkus: their defaults, and what a test says otherwise. */
public final class Settings {

    private static final int ABOVE_THE_BUILT_IN = 200;

    private Settings() {}

    /** All of a room's settings by their defaults. */
    public static <T> T of(Class<T> room) {
        return of(room, Map.of());
    }

    /** A room's settings with these values. */
    public static <T> T of(Class<T> room, Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(room)
                .withConverter(Duration.class, ABOVE_THE_BUILT_IN, new DurationConverter())
                .withConverter(MemorySize.class, ABOVE_THE_BUILT_IN, new MemorySizeConverter())
                .withDefaultValues(values)
                .build()
                .getConfigMapping(room);
    }
}
