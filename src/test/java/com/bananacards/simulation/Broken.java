package com.bananacards.simulation;

/** A law was broken. */
final class Broken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Broken(String law, Object... parts) {
        super(law.formatted(parts), null, false, false);
    }
}
