package com.bananacards.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;

/** Problem answers below the REST layer: for what is refused before a resource is found. */
final class Problems {

    static final String MEDIA_TYPE = "application/problem+json";

    private Problems() {}

    static void end(RoutingContext request, Problem problem) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        problem.retryAfter().ifPresent(wait -> response.putHeader("Retry-After", wait));
        response.setStatusCode(problem.type().status())
                .putHeader("Content-Type", MEDIA_TYPE)
                .end(Json.encode(problem.body(request.normalizedPath())));
    }
}
