package com.bananacards.console;

import io.vertx.core.buffer.Buffer;

import java.util.Map;

/**
 * One file of the console.
 *
 * @param etag strong, quoted
 */
record WebFile(Buffer content, String type, String etag) {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json");

    static WebFile of(String name, byte[] content) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        String type = TYPES.get(ending);
        if (type == null) {
            throw new IllegalArgumentException("the console has no type for " + name);
        }
        return new WebFile(Buffer.buffer(content), type, "\"" + WebDigest.of(content) + "\"");
    }
}
