package com.bananacards.simulation;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Makes a run that breaks a law smaller while it breaks the same one: fewer choices, and each of them nearer to the one
 * that makes no trouble.
 */
final class Shrinker {

    private static final int TRIES = 20_000;

    private final String law;
    private int[] smallest;
    private int tries;

    Shrinker(Choices broken) {
        String found = broken(broken);
        if (found == null) {
            throw new IllegalArgumentException("breaks no law");
        }
        law = kind(found);
        smallest = broken.made();
        boolean smaller = true;
        while (smaller && tries < TRIES) {
            smaller = shorten() | simplify();
        }
    }

    /** The law that a run breaks, or null. Anything that is thrown is a broken law. */
    static @Nullable String broken(Choices choices) {
        try {
            new Run(choices, false).make();
            return null;
        } catch (RuntimeException law) {
            return String.valueOf(law.getMessage());
        }
    }

    private static String kind(String message) {
        return message.replaceAll("[0-9.]+", "#").replaceAll("Row\\[[^]]*]", "#");
    }

    private boolean accept(int[] candidate) {
        tries++;
        Choices choices = Choices.of(candidate);
        String found = broken(choices);
        if (found == null || !kind(found).equals(law)) {
            return false;
        }
        smallest = trimmed(candidate);
        return true;
    }

    private static int[] trimmed(int[] choices) {
        int length = choices.length;
        while (length > 0 && choices[length - 1] == 0) {
            length--;
        }
        return Arrays.copyOf(choices, length);
    }

    private boolean shorten() {
        boolean any = false;
        for (int size = Math.max(1, smallest.length / 2); size >= 1; size /= 2) {
            for (int from = 0; from + size <= smallest.length && tries < TRIES; ) {
                int[] without = new int[smallest.length - size];
                System.arraycopy(smallest, 0, without, 0, from);
                System.arraycopy(smallest, from + size, without, from, without.length - from);
                boolean accepted = accept(without);
                any |= accepted;
                from += accepted ? 0 : size;
            }
        }
        return any;
    }

    private boolean simplify() {
        boolean any = false;
        for (int i = 0; i < smallest.length && tries < TRIES; i++) {
            for (int less = 0; i < smallest.length && less < smallest[i]; less++) {
                int[] simpler = smallest.clone();
                simpler[i] = less;
                any |= accept(simpler);
            }
        }
        return any;
    }

    /** The steps of the smallest run that still breaks the law, and the law. */
    String story() {
        Run run = new Run(Choices.of(smallest), true);
        try {
            run.make();
            return "no law is broken any more";
        } catch (RuntimeException law) {
            return run.story() + "\n" + law.getMessage() + "\nchoices: "
                    + Arrays.toString(smallest);
        }
    }
}
