package com.bananacards.operations;

import com.bananacards.security.Caller;

import io.smallrye.mutiny.Uni;

/**
 * What a command checks and then does. Asked for nothing but what the database knows: whatever the issuer has to be
 * asked first is asked before the plan is made.
 */
public record Plan(OperationKind kind, Checks checks) {

    /** The checks of a command. Run within a transaction. */
    @FunctionalInterface
    public interface Checks {

        /** Says what is in the way; what makes any plan impossible fails with its {@code Problem}. */
        Uni<Planned> run(Caller caller, Blockers blockers);
    }
}
