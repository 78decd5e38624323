package com.bananacards.http;

import jakarta.inject.Singleton;

import java.time.Duration;

/** How far behind the work is that was taken on and answered for. Reads give way to it: they can be asked again. */
@Singleton
public class Arrears {

    private volatile Duration oldest = Duration.ZERO;

    /** The oldest of what was taken on waits for so long; zero when nothing waits. */
    public void oldestWaits(Duration waiting) {
        oldest = waiting;
    }

    boolean exceed(Duration bearable) {
        return oldest.compareTo(bearable) > 0;
    }
}
