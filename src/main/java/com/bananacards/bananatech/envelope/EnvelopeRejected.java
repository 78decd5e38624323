package com.bananacards.bananatech.envelope;

/** The envelope is not genuine. One failure for every cause, so that an attacker learns nothing from it. */
public final class EnvelopeRejected extends Exception {

    private static final long serialVersionUID = 1L;

    EnvelopeRejected() {
        super("the envelope is not genuine", null, false, false);
    }
}
