package com.bananacards.operations;

import com.bananacards.http.Problem;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What is in the way of a command. A command that is meant stops at the first; a dry run goes on and shows all of
 * them.
 */
public final class Blockers {

    private final boolean collect;
    private final @Nullable UUID resumed;
    private final List<Problem> found = new ArrayList<>();

    private Blockers(boolean collect, @Nullable UUID resumed) {
        this.collect = collect;
        this.resumed = resumed;
    }

    /** Stops at the first: {@link #add} throws what it is given. */
    public static Blockers stopping() {
        return new Blockers(false, null);
    }

    /** Stops at the first; the operation that is being resumed is not in its own way. */
    static Blockers resuming(UUID operation) {
        return new Blockers(false, operation);
    }

    /** True when this open operation is in the way of another. */
    public boolean isInTheWay(Operation open) {
        return !open.id().equals(resumed);
    }

    /** The operation that is being resumed; null when this is a new one. */
    public @Nullable UUID resumed() {
        return resumed;
    }

    /** Keeps all. */
    static Blockers collecting() {
        return new Blockers(true, null);
    }

    /** Says that this is in the way. @throws Problem the same, unless this is a dry run */
    public void add(Problem problem) {
        if (!collect) {
            throw problem;
        }
        found.add(problem);
    }

    List<Problem> found() {
        return found;
    }
}
