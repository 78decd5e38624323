package com.bananacards.sandbox;

/** The issuer understood the request and says no; its text goes out in the member message. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String text;

    Refusal(String text) {
        super(text, null, false, false);
        this.text = text;
    }

    String text() {
        return text;
    }
}
