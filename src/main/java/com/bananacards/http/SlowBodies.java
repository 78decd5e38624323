package com.bananacards.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Cuts off who sends a body too slowly, however steadily: a connection is not held for a trickle. */
@Singleton
final class SlowBodies {

    private static final int AFTER_THE_ID = 9_995;

    private final HttpConfig config;
    private final Vertx vertx;

    @Inject
    SlowBodies(HttpConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    void filters(@Observes Filters filters) {
        filters.register(this::watch, AFTER_THE_ID);
    }

    private void watch(RoutingContext request) {
        if (hasBody(request.request())) {
            long timer = vertx.setTimer(config.bodyWithin().toMillis(), late -> cutOff(request));
            request.addEndHandler(ended -> vertx.cancelTimer(timer));
        }
        request.next();
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null
                ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                : !length.equals("0");
    }

    private static void cutOff(RoutingContext request) {
        HttpServerRequest late = request.request();
        if (late.isEnded()) {
            return;
        }
        if (late.version() == HttpVersion.HTTP_2) {
            late.response().reset();
        } else {
            late.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            Problems.end(request, Problem.of(ProblemType.REQUEST_TIMEOUT));
            late.connection().close();
        }
    }
}
