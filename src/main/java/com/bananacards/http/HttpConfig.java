package com.bananacards.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

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
}
