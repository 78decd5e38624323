package com.bananacards.console;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** What the operator's console may cost. */
@ConfigMapping(prefix = "console")
interface ConsoleConfig {

    /** Counts end here: the number then means so many or more. */
    @WithDefault("10000")
    int countMost();

    /** The database has so long to say what the overview asks; then the overview says that it is not reachable. */
    @WithDefault("2S")
    Duration overviewWithin();

    History history();

    Search search();

    Replay replay();

    /** What each replica remembers of its own gauges, in memory. */
    interface History {
        @WithDefault("60S")
        Duration step();

        /** Steps. */
        @WithDefault("60")
        int length();
    }

    /** Looking for something by what a person knows of it. */
    interface Search {
        /** Found things of one type, at most. */
        @WithDefault("20")
        int most();
    }

    /** Replaying a set of deliveries. */
    interface Replay {
        /** Deliveries in one go. */
        @WithDefault("500")
        int most();
    }
}
