package com.bananacards.sandbox;

/** The request cannot be read as an envelope of this merchant: HTTP 400, answered in the clear. */
final class BadEnvelope extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String text;

    BadEnvelope(String message) {
        super(message, null, false, false);
        this.text = message;
    }

    String text() {
        return text;
    }
}
