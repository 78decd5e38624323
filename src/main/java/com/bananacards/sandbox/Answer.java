package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

/**
 * What goes back to the caller.
 *
 * @param delayMs how long the answer waits, in milliseconds
 * @param dropped true: the connection closes instead
 */
record Answer(int status, String mediaType, String body, long delayMs, boolean dropped) {

    private static final String JSON = "application/json";

    static Answer json(int status, JsonObject body) {
        return new Answer(status, JSON, body.encode(), 0, false);
    }

    /** An error in the clear: the shape of the documented 400 is not documented. */
    static Answer plain(int status, String message) {
        return json(status, new JsonObject().put("message", message));
    }

    static Answer drop() {
        return new Answer(0, JSON, "", 0, true);
    }

    /** What a gateway in between would say. */
    static Answer badGateway() {
        return new Answer(502, "text/plain", "Bad Gateway", 0, false);
    }

    Answer after(long millis) {
        return new Answer(status, mediaType, body, millis, dropped);
    }
}
