package com.bananacards.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** When keys may go. */
@ConfigMapping(prefix = "keys")
interface KeysConfig {

    /** A key that is not the first, that nothing depends on, and that was not used for so long may be dropped. */
    @WithDefault("7D")
    Duration quiet();

    /** What was counted is written down, and gauges are refreshed, this often. */
    @WithDefault("10S")
    Duration recordEvery();

    /** Rows that are told at once which fingerprint key made them. */
    @WithDefault("1000")
    int batch();
}
