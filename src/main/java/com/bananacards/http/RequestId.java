package com.bananacards.http;

import io.vertx.ext.web.RoutingContext;

/** The id by which one request is found in our logs, in the journal and at the issuer. */
public final class RequestId {

    /** The header, in and out. */
    public static final String HEADER = "X-Request-Id";

    static final String KEY = "bananacards.request-id";

    private RequestId() {}

    /** The id of this request: given by the caller where safe, else made. */
    public static String of(RoutingContext request) {
        return request.get(KEY, "none");
    }
}
