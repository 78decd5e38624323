package com.bananacards.simulation;

import com.bananacards.operations.OperationKind;
import com.bananacards.simulation.Issuer.Habits;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run is about, before anything goes wrong.
 *
 * @param faults so many faults at most
 * @param calmAfter milliseconds after the last wish, from which on there are none
 */
record Setting(
        int faults,
        Weather weather,
        Habits habits,
        int people,
        List<Wanted> wanted,
        List<Purchase> purchases,
        long calmAfter,
        long backfillEvery,
        boolean checksCards) {

    private static final int NO_LIMIT = 1_000;
    private static final long[] GAPS = {6_000, 200, 45_000, 330_000};
    private static final long[] SKEWS = {0, -3_000, 3_000};
    private static final List<OperationKind> KINDS = List.of(
            OperationKind.CARD_RECHARGE,
            OperationKind.CARD_LOCK,
            OperationKind.CARD_CLOSE,
            OperationKind.CARD_APPLY,
            OperationKind.CARD_ASSIGN);

    /** What goes wrong more often than the rest: webhooks are slow, records have holes. */
    record Weather(boolean slow, boolean forgetful) {}

    /** Something that the merchant wants, so long after the last thing. @param looked somebody looks at it at once */
    record Wanted(long after, OperationKind kind, long cents, boolean looked) {}

    /** The cardholder buys something. */
    record Purchase(long at, long card) {}

    static Setting byChance(Choices choices) {
        int faults = new int[] {4, 12, NO_LIMIT, 1}[choices.choose(3, 3, 3, 1)];
        Weather weather = new Weather(choices.choose(2, 1) == 1, choices.choose(2, 1) == 1);
        Habits habits = new Habits(
                choices.choose(2, 1) == 0,
                choices.choose(1, 1) == 0,
                choices.choose(3, 1) == 1,
                choices.choose(1, 1) == 1,
                SKEWS[choices.choose(2, 1, 1)]);
        int people = 1 + choices.choose(2, 1);
        List<Wanted> wanted = new ArrayList<>();
        for (int left = choices.choose(3, 4, 2, 1); left >= 0; left--) {
            wanted.add(wanted(choices));
        }
        List<Purchase> purchases = new ArrayList<>();
        for (int left = choices.choose(3, 1, 1); left > 0; left--) {
            long at = GAPS[choices.choose(1, 1, 1, 1)] + 300;
            purchases.add(new Purchase(at, people == 1 ? 101 : 101 + choices.choose(1, 1)));
        }
        return new Setting(
                faults,
                weather,
                habits,
                people,
                wanted,
                purchases,
                new long[] {120_000, 600_000, 1_500_000}[choices.choose(1, 1, 1)],
                choices.choose(1, 1) == 0 ? 30_000 : 180_000,
                choices.choose(2, 1) == 1);
    }

    private static Wanted wanted(Choices choices) {
        return new Wanted(
                GAPS[choices.choose(3, 1, 2, 1)],
                KINDS.get(choices.choose(10, 4, 2, 2, 2)),
                choices.choose(4, 1) == 0 ? 5_000 : 2_000,
                choices.choose(4, 1) == 1);
    }

    /** One card, and these things wanted one after the other. */
    static Setting small(int faults, Habits habits, OperationKind... kinds) {
        List<Wanted> wanted = new ArrayList<>();
        for (OperationKind kind : kinds) {
            wanted.add(new Wanted(6_000, kind, 5_000, false));
        }
        return new Setting(
                faults,
                new Weather(false, false),
                habits,
                1,
                wanted,
                List.of(),
                120_000,
                30_000,
                false);
    }
}
