package com.bananacards.simulation;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Where every decision of a run comes from, and the record of them. The first of the options is always the one that
 * makes the least trouble: a run whose choices are all nought has no fault.
 */
final class Choices {

    private static final int MANY = 512;

    private final Source source;
    private int[] made = new int[MANY];
    private int[] options = new int[MANY];
    private int count;

    /** Decides one of so many options, the place of this decision in the run being {@code index}. */
    private interface Source {
        int choose(int index, int[] weights);
    }

    private Choices(Source source) {
        this.source = source;
    }

    /** By chance, the same for the same seed. */
    static Choices of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Choices((index, weights) -> {
            int left = random.nextInt(Arrays.stream(weights).sum());
            int chosen = 0;
            while (left >= weights[chosen]) {
                left -= weights[chosen++];
            }
            return chosen;
        });
    }

    /** As they were made before; what goes beyond them makes no trouble. */
    static Choices of(int[] before) {
        return new Choices((index, weights) ->
                index < before.length ? Math.min(before[index], weights.length - 1) : 0);
    }

    /** One of the options, with these chances. */
    int choose(int... weights) {
        if (count == made.length) {
            made = Arrays.copyOf(made, 2 * count);
            options = Arrays.copyOf(options, 2 * count);
        }
        int chosen = source.choose(count, weights);
        options[count] = weights.length;
        made[count++] = chosen;
        return chosen;
    }

    /** The choices made so far. */
    int[] made() {
        return Arrays.copyOf(made, count);
    }

    /**
     * The next run's choices when all are to be had: the last one that has another option takes it, and what came
     * after begins anew. Null when all were had.
     */
    int[] next() {
        for (int last = count - 1; last >= 0; last--) {
            if (made[last] + 1 < options[last]) {
                int[] next = Arrays.copyOf(made, last + 1);
                next[last]++;
                return next;
            }
        }
        return null;
    }
}
