package com.bananacards.simulation;

import java.util.ArrayList;
import java.util.List;

/** What happened in a run, for a person. Kept only for runs that are told. */
final class Story {

    private final Scheduler scheduler;
    private final boolean told;
    private final List<String> lines = new ArrayList<>();

    Story(Scheduler scheduler, boolean told) {
        this.scheduler = scheduler;
        this.told = told;
    }

    void tell(String format, Object... parts) {
        if (told) {
            lines.add("%8.3f  %s".formatted(scheduler.elapsed() / 1000.0, format.formatted(parts)));
        }
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
