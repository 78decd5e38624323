package com.bananacards.journal;

import org.jspecify.annotations.Nullable;

/**
 * One event of the stream.
 *
 * @param id the position to give back; null for none
 * @param name the event's name; null for a comment
 */
record StreamEvent(@Nullable String id, @Nullable String name, String data) {

    /** Keeps proxies from closing an idle stream. */
    static final StreamEvent HEARTBEAT = new StreamEvent(null, null, "");

    /** Where the client stands before it was told anything, so that it can resume from there. */
    static StreamEvent begun(Position at) {
        return new StreamEvent(at.text(), null, "");
    }

    static StreamEvent of(Told told) {
        return new StreamEvent(told.position(), told.event(), String.valueOf(told.body()));
    }

    /** The client's position is gone: it has to read everything anew and go on from here. */
    static StreamEvent reset(Position now) {
        return new StreamEvent(now.text(), "reset", "{}");
    }
}
