package com.bananacards.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Where a request ends must be seen the same way by a proxy and by us: else what one takes for a body the other takes
 * for the next request. A coding that is not plainly {@code chunked} is refused. A chunked request may have carried a
 * length too, which the server below drops without a word; it is the last of its connection (RFC 9112, 6.1), and what
 * was sent behind it is not looked at.
 */
@Singleton
final class RequestEnds {

    private static final int BEFORE_ANYTHING_IS_READ = 9_998;

    /** The connections that are about to be closed; seldom any. */
    private final Set<HttpConnection> ended =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    void filters(@Observes Filters filters) {
        filters.register(this::look, BEFORE_ANYTHING_IS_READ);
    }

    private void look(RoutingContext request) {
        HttpServerRequest asked = request.request();
        List<String> codings = asked.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        if (ended.contains(asked.connection())) {
            asked.connection().close();
        } else if (codings.isEmpty()) {
            request.next();
        } else {
            isLast(request);
            if (codings.size() == 1 && codings.getFirst().strip().equalsIgnoreCase("chunked")) {
                request.next();
            } else {
                Problems.end(request, Problem.of(ProblemType.VALIDATION_FAILED));
            }
        }
    }

    private void isLast(RoutingContext request) {
        HttpConnection connection = request.request().connection();
        ended.add(connection);
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        request.addEndHandler(answered -> connection.close());
    }
}
