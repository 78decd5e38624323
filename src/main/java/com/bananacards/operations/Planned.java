package com.bananacards.operations;

import com.bananacards.bananatech.Accepted;
import com.bananacards.journal.Line;

import io.smallrye.mutiny.Uni;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A command that passed its checks: what to record first, what to call then, and what else to record with the outcome.
 *
 * @param call made once, after the intent is committed and outside any transaction
 * @param alongside runs in the transaction that records the outcome, before the operation is locked
 */
public record Planned(
        Intent intent,
        Supplier<Uni<Accepted>> call,
        Function<CallOutcome, Uni<List<Line>>> alongside) {

    /** A command whose outcome changes nothing but its operation. */
    public static Planned of(Intent intent, Supplier<Uni<Accepted>> call) {
        return new Planned(intent, call, outcome -> Uni.createFrom().item(List.of()));
    }
}
