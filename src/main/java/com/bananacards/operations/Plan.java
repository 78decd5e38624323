package com.bananacards.operations;

import com.bananacards.security.Caller;

import io.smallrye.mutiny.Uni;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a command checks and then does. Asked for nothing but what the database knows: whatever the issuer has to be
 * asked first is asked before the plan is made.
 *
 * @param measure what card and account hold before it begins; empty when that can't be read, or does not matter
 */
public record Plan(OperationKind kind, Checks checks, Supplier<Uni<Optional<Baseline>>> measure) {

    /** A plan that moves no money. */
    public Plan(OperationKind kind, Checks checks) {
        this(kind, checks, () -> Uni.createFrom().item(Optional.empty()));
    }

    /** The same, reading before it begins what there is before money moves. A rehearsal reads nothing. */
    public Plan measuring(Supplier<Uni<Optional<Baseline>>> before) {
        return new Plan(kind, checks, before);
    }

    /** The checks of a command. Run within a transaction. */
    @FunctionalInterface
    public interface Checks {

        /** Says what is in the way; what makes any plan impossible fails with its {@code Problem}. */
        Uni<Planned> run(Caller caller, Blockers blockers);
    }
}
