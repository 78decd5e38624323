package com.bananacards.operations;

import com.bananacards.http.Problem;

import java.util.ArrayList;
import java.util.List;

/**
 * What is in the way of a command. A command that is meant stops at the first; a dry run goes on and shows all of
 * them.
 */
public final class Blockers {

    private final boolean collect;
    private final List<Problem> found = new ArrayList<>();

    private Blockers(boolean collect) {
        this.collect = collect;
    }

    /** Stops at the first: {@link #add} throws what it is given. */
    public static Blockers stopping() {
        return new Blockers(false);
    }

    /** Keeps all. */
    static Blockers collecting() {
        return new Blockers(true);
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
