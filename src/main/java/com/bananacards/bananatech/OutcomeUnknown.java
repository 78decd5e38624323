package com.bananacards.bananatech;

/** The call was sent and no usable answer came: it may have been carried out. Ask before repeating. */
public final class OutcomeUnknown extends IssuerFailure {

    private static final long serialVersionUID = 1L;

    public OutcomeUnknown(String why) {
        super(why);
    }
}
