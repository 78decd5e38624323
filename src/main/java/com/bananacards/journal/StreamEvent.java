package com.bananacards.journal;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * One event of the stream.
 *
 * @param id the position to give back; null for none
 * @param name the event's name; null for a comment
 * @param retry after which time the client is to come back when the stream ends; null to leave that to it
 */
record StreamEvent(
        @Nullable String id,
        @Nullable String name,
        String data,
        @Nullable Duration retry) {

    /** Keeps proxies from closing an idle stream. */
    static final StreamEvent HEARTBEAT = new StreamEvent(null, null, "", null);

    /** Where the client stands before it was told anything, so that it can resume from there. */
    static StreamEvent begun(Position at) {
        return new StreamEvent(at.text(), null, "", null);
    }

    static StreamEvent of(Told told) {
        return new StreamEvent(told.position(), told.event(), String.valueOf(told.body()), null);
    }

    /** The client's position is gone: it has to read everything anew and go on from here. */
    static StreamEvent reset(Position now) {
        return new StreamEvent(now.text(), "reset", "{}", null);
    }

    /** The last one of a stream that ends because its replica stops. */
    static StreamEvent farewell(Duration retry) {
        return new StreamEvent(null, null, "", retry);
    }
}
