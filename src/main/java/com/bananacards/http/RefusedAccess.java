package com.bananacards.http;

import io.vertx.ext.web.RoutingContext;

/** Marks a request that was kept from what may be another's: its 404 looks like any other. */
public final class RefusedAccess {

    private static final String KEY = "bananacards.refused";

    private RefusedAccess() {}

    static void mark(RoutingContext request) {
        request.put(KEY, true);
    }

    /** True when the answer keeps the caller from what may be another's. */
    public static boolean is(RoutingContext request) {
        return request.get(KEY, false);
    }
}
