package com.bananacards.audit;

import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a request asked for, in words that may be kept: a path can hold anything, a card number too. */
final class Asked {

    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_-]{0,29}");
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern VERB = Pattern.compile("[A-Z]{1,10}");
    private static final int SEGMENTS = 8;

    private Asked() {}

    /** Method and path; of ids only that there was one. */
    static String roughly(RoutingContext request) {
        return verb(request) + " " + path(request, false);
    }

    /** Method and path with its ids. */
    static String exactly(RoutingContext request) {
        return verb(request) + " " + path(request, true);
    }

    /** The address that asked: the proxy's, unless Quarkus is told to believe what a proxy says. */
    static String from(RoutingContext request) {
        SocketAddress address = request.request().remoteAddress();
        String host = address == null ? null : address.hostAddress();
        return host == null ? "unknown" : host;
    }

    private static String verb(RoutingContext request) {
        String verb = request.request().method().name();
        return VERB.matcher(verb).matches() ? verb : "?";
    }

    private static String path(RoutingContext request, boolean withIds) {
        return Arrays.stream(request.normalizedPath().split("/"))
                .skip(1)
                .limit(SEGMENTS)
                .map(segment -> segment(segment, withIds))
                .collect(Collectors.joining("/", "/", ""));
    }

    private static String segment(String segment, boolean withIds) {
        if (WORD.matcher(segment).matches()) {
            return segment;
        }
        return withIds && ID.matcher(segment).matches() ? segment : "{id}";
    }
}
