package com.bananacards.bananatech;

/** A call to the issuer that did not succeed: one of three, told apart by what may be done next. */
public abstract sealed class IssuerFailure extends RuntimeException
        permits IssuerRefused, IssuerDown, OutcomeUnknown {

    private static final long serialVersionUID = 1L;

    IssuerFailure(String message) {
        super(message, null, false, false);
    }
}
