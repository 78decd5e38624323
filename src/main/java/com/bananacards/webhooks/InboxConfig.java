package com.bananacards.webhooks;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** Sizes and times of the inbox. */
@ConfigMapping(prefix = "inbox")
interface InboxConfig {

    /** Deliveries stored by one statement, at most. */
    @WithDefault("64")
    int group();

    /** Groups being stored at once. */
    @WithDefault("2")
    int groupsInFlight();

    /** Deliveries waiting for their group; beyond it the door answers 503. */
    @WithDefault("4096")
    int waiting();

    /** Deliveries applied in one transaction, at most. */
    @WithDefault("128")
    int batch();

    /** The inbox is looked at this often even when nothing was announced. */
    @WithDefault("1S")
    Duration poll();

    /** First wait before a parked delivery is tried again; doubles each time. */
    @WithDefault("1S")
    Duration retryDelay();

    /** Longest wait between two tries. */
    @WithDefault("10M")
    Duration maxRetryDelay();

    /** Tries before a parked delivery waits for a person. */
    @WithDefault("20")
    int maxAttempts();

    /** Gauges of the inbox are refreshed this often. */
    @WithDefault("10S")
    Duration metricsEvery();
}
