package com.bananacards.http;

import java.time.Duration;

/** A caller asks too often. Has no stack trace: it is made when there is little time. */
public final class TooManyRequests extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration wait;

    public TooManyRequests(String detail, Duration wait) {
        super(detail, null, false, false);
        this.wait = wait;
    }

    /** When another try is worth it. */
    public Duration retryAfter() {
        return wait;
    }
}
