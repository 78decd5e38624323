package com.bananacards.operations;

import io.smallrye.mutiny.Uni;

import java.time.Instant;
import java.util.Optional;

/**
 * Our own limits on what is asked for, beyond what cards and templates allow. Asked last among a command's checks and
 * within its first transaction, so that what is let through is counted before anybody else is.
 */
public interface Rails {

    /** Says whether this kind is stopped, by the name that a rehearsal shows. Runs within a transaction. */
    Uni<Void> mayBegin(String kind, Blockers blockers);

    /**
     * Says what is in the way of this. Runs within the caller's transaction, after all rows are locked.
     *
     * @return until when it waits for a second person; empty when it needs none
     */
    Uni<Optional<Instant>> check(Intent intent, Blockers blockers);

    /** True when one person alone may not decide what became of this. */
    boolean needsTwoPeople(Operation operation);
}
