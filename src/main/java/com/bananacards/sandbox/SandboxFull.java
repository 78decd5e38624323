package com.bananacards.sandbox;

/** A limit of the settings is reached and nothing may be forgotten: HTTP 503. */
final class SandboxFull extends RuntimeException {

    static final String TEXT = "the sandbox is full";

    private static final long serialVersionUID = 1L;

    SandboxFull() {
        super(TEXT, null, false, false);
    }
}
