package com.bananacards.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** Limits of what callers may send. */
@ConfigMapping(prefix = "http")
interface HttpConfig {

    /** Largest body of a request to {@code /v1}, registrations excepted. */
    @WithDefault("64K")
    MemorySize maxBody();

    /** Largest body of a registration: it may carry three photographs as base64. */
    @WithDefault("8M")
    MemorySize maxRegistrationBody();

    /** Largest body of a webhook. */
    @WithDefault("256K")
    MemorySize maxWebhookBody();

    /** The head of a request arrives within it, counted from its first byte, or from the connection's opening. */
    @WithDefault("10S")
    Duration headWithin();

    /** The body of a request arrives within it. */
    @WithDefault("20S")
    Duration bodyWithin();

    /** Reads that are answered at once; more are turned away. */
    @WithDefault("512")
    int readsUnderWay();

    /** The same while stored webhooks wait for longer than the next to be applied. */
    @WithDefault("64")
    int readsWhileBehind();

    /** From which lag on. */
    @WithDefault("5S")
    Duration behindAfter();
}
