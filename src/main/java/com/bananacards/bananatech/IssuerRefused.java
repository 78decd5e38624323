package com.bananacards.bananatech;

import com.bananacards.sensitive.Masking;

/** The issuer said no. Repeating the same call gives the same answer. */
public final class IssuerRefused extends IssuerFailure {

    private static final long serialVersionUID = 1L;

    private final String words;

    /** @param words the issuer's own; masked here, because they may quote a card number or a PIN */
    public IssuerRefused(String words) {
        super("the issuer refused");
        this.words = Masking.words(words);
    }

    /** The issuer's own words. */
    public String words() {
        return words;
    }
}
