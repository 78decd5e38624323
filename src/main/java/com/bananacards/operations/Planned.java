package com.bananacards.operations;

import com.bananacards.bananatech.Accepted;
import com.bananacards.journal.Line;
import com.bananacards.money.Money;

import io.smallrye.mutiny.Uni;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A command that passed its checks: what to record first, what to call then, and what else to record with the outcome.
 *
 * @param call made once, after the intent is committed and outside any transaction
 * @param alongside runs in the transaction that records the outcome, before the operation is locked
 * @param resultingBalance what the card would hold after it, for a dry run; null when it would not change
 */
public record Planned(
        Intent intent,
        Supplier<Uni<Accepted>> call,
        Function<CallOutcome, Uni<List<Line>>> alongside,
        @Nullable Money resultingBalance) {

    /** A command whose outcome changes nothing but its operation. */
    public static Planned of(Intent intent, Supplier<Uni<Accepted>> call) {
        return new Planned(intent, call, outcome -> Uni.createFrom().item(List.of()), null);
    }

    /** The same, recording more with the outcome. */
    public Planned with(Function<CallOutcome, Uni<List<Line>>> recorded) {
        return new Planned(intent, call, recorded, resultingBalance);
    }

    /** The same, leaving the card with this much. */
    public Planned leaving(Money balance) {
        return new Planned(intent, call, alongside, balance);
    }
}
