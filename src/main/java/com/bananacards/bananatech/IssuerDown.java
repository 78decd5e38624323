package com.bananacards.bananatech;

/** The call never left this machine: repeating it is safe. */
public final class IssuerDown extends IssuerFailure {

    private static final long serialVersionUID = 1L;

    public IssuerDown(String why) {
        super(why);
    }
}
