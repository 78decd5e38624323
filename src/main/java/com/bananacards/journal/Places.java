package com.bananacards.journal;

import java.util.HashMap;
import java.util.Map;

/** How many streams are open on this replica, and of each caller; nothing is remembered of callers that are gone. */
final class Places {

    private final int all;
    private final int perCaller;
    private final Map<String, Integer> taken = new HashMap<>();
    private int takenByAll;

    Places(int all, int perCaller) {
        this.all = all;
        this.perCaller = perCaller;
    }

    /** False when there is none left; else it must be given back once. */
    synchronized boolean take(String caller) {
        if (takenByAll >= all || taken.getOrDefault(caller, 0) >= perCaller) {
            return false;
        }
        takenByAll++;
        taken.merge(caller, 1, Integer::sum);
        return true;
    }

    synchronized void giveBack(String caller) {
        takenByAll--;
        taken.computeIfPresent(caller, (who, count) -> count == 1 ? null : count - 1);
    }

    synchronized int callers() {
        return taken.size();
    }
}
