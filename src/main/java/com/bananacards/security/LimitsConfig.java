package com.bananacards.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/**
 * How often a caller may ask, on one replica. Each limit is a bucket that holds so many requests and is refilled evenly
 * over its time: a burst of all of them is allowed.
 */
@ConfigMapping(prefix = "limits")
interface LimitsConfig {

    Caller caller();

    Cardholder cardholder();

    Pin pin();

    Challenge challenge();

    /** Buckets kept; beyond it the least used are forgotten, and begin full. */
    @WithDefault("100000")
    int tracked();

    /** So many requests in so much time. */
    interface Quota {
        int requests();

        Duration per();
    }

    /** A merchant's or operator's token subject: stops what runs away, not a busy shop. */
    interface Caller extends Quota {
        @Override
        @WithDefault("100000")
        int requests();

        @Override
        @WithDefault("10S")
        Duration per();
    }

    /** A cardholder, whichever of their tokens they use. */
    interface Cardholder extends Quota {
        @Override
        @WithDefault("1200")
        int requests();

        @Override
        @WithDefault("1M")
        Duration per();
    }

    /** Activations and PIN changes: of one card by one caller; by one cardholder in all. */
    interface Pin extends Quota {
        @Override
        @WithDefault("30")
        int requests();

        @Override
        @WithDefault("1M")
        Duration per();
    }

    /** Answers to 3DS challenges: to one challenge by one caller; by one cardholder in all. */
    interface Challenge extends Quota {
        @Override
        @WithDefault("30")
        int requests();

        @Override
        @WithDefault("1M")
        Duration per();
    }
}
