package com.bananacards.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** How refused accesses are recorded. Whoever is refused must not be able to fill the disk. */
@ConfigMapping(prefix = "audit")
interface AuditConfig {

    Refusals refusals();

    /** Refused accesses that are alike become one line. */
    interface Refusals {
        /** Lines are written this often. */
        @WithDefault("10S")
        Duration every();

        /** Lines at once, of one replica; what is more is counted in one line more. */
        @WithDefault("20")
        int lines();

        /** Different refusals kept until then; what is more is only counted. */
        @WithDefault("1000")
        int kept();
    }
}
