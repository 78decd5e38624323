package com.bananacards.operations;

/**
 * What one witness says about whether an operation was carried out.
 *
 * @param details for a person: what was seen
 */
public record Testimony(Witness witness, Says says, String details) {

    /** What a witness can say. */
    public enum Says {
        MOVED,
        NOT_MOVED,
        /** It can't tell: it was not readable, or what it shows has more than one explanation. */
        NOTHING
    }

    public static Testimony moved(Witness witness, String details) {
        return new Testimony(witness, Says.MOVED, details);
    }

    public static Testimony notMoved(Witness witness, String details) {
        return new Testimony(witness, Says.NOT_MOVED, details);
    }

    public static Testimony nothing(Witness witness, String details) {
        return new Testimony(witness, Says.NOTHING, details);
    }
}
