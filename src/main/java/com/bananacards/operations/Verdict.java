package com.bananacards.operations;

import com.bananacards.operations.Testimony.Says;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** What testimonies add up to. Pure. */
public enum Verdict {
    MOVED,
    NOT_MOVED,
    UNDECIDED;

    /** So many witnesses have to agree before money is called moved or not moved. */
    public static final int FOR_MONEY = 2;

    /**
     * Decides when enough witnesses agree and none contradicts them. Each witness counts once, whatever it says how
     * often; one that contradicts itself counts against both.
     *
     * @param needed how many must agree
     */
    public static Verdict of(Collection<Testimony> testimonies, int needed) {
        Set<Witness> moved = saying(Says.MOVED, testimonies);
        Set<Witness> notMoved = saying(Says.NOT_MOVED, testimonies);
        if (notMoved.isEmpty() && moved.size() >= needed) {
            return MOVED;
        }
        return moved.isEmpty() && notMoved.size() >= needed ? NOT_MOVED : UNDECIDED;
    }

    private static Set<Witness> saying(Says says, Collection<Testimony> testimonies) {
        return testimonies.stream()
                .filter(one -> one.says() == says)
                .map(Testimony::witness)
                .collect(Collectors.toUnmodifiableSet());
    }
}
