package com.bananacards.http;

import com.bananacards.time.Ids;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

import java.util.regex.Pattern;

/** What happens to every request before anything else: it gets its id, and a body that is too large goes no further. */
@Singleton
final class Edge {

    private static final Logger LOG = Logger.getLogger(Edge.class);
    private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final int FIRST = 10_000;
    private static final int SECOND = 9_990;
    private static final int AFTER_FILTERS = -1_000;

    /** Where the context says that the body of a request is being read here. */
    private static final String READING = "bananacards.reading";

    private final HttpConfig config;
    private final Draining draining;
    private final Counter unreadable;

    @Inject
    Edge(HttpConfig config, Draining draining, MeterRegistry meters) {
        this.config = config;
        this.draining = draining;
        this.unreadable = meters.counter("bananacards.bodies.unreadable");
    }

    void filters(@Observes Filters filters) {
        filters.register(Edge::giveRequestId, FIRST);
        filters.register(this::letGoWhileDraining, FIRST - 1);
        filters.register(this::refuseLargeBody, SECOND);
        filters.register(Edge::bodyIsRead, SECOND - 1);
    }

    void failures(@Observes Router router) {
        // Before Quarkus' own handler of failures, which would answer without a body.
        router.route().order(AFTER_FILTERS).failureHandler(this::refused);
        router.errorHandler(
                404, request -> Problems.end(request, Problem.of(ProblemType.NOT_FOUND)));
        router.errorHandler(
                405, request -> Problems.end(request, Problem.of(ProblemType.METHOD_NOT_ALLOWED)));
        router.errorHandler(
                400, request -> Problems.end(request, Problem.of(ProblemType.VALIDATION_FAILED)));
    }

    private void refused(RoutingContext request) {
        if (request.statusCode() == ProblemType.TOO_LARGE.status()) {
            Problems.end(request, Problem.of(ProblemType.TOO_LARGE));
        } else if (request.statusCode() == ProblemType.VALIDATION_FAILED.status()) {
            // No Host, or a path that can't be read: Vert.x itself refuses it, before any filter.
            Problems.end(request, Problem.of(ProblemType.VALIDATION_FAILED));
        } else if (request.get(READING) != null) {
            unreadable(request);
        } else if (request.failure() instanceof AuthenticationFailedException) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
            Problems.end(request, Problem.of(ProblemType.UNAUTHENTICATED));
        } else if (request.failure() instanceof TooManyRequests tooMany) {
            Problems.end(
                    request,
                    Problem.of(ProblemType.RATE_LIMITED, String.valueOf(tooMany.getMessage()))
                            .retryAfter(tooMany.retryAfter()));
        } else {
            request.next();
        }
    }

    private static void giveRequestId(RoutingContext request) {
        String given = request.request().getHeader(RequestId.HEADER);
        String id = given != null && SAFE_ID.matcher(given).matches()
                ? given
                : Ids.next().toString();
        request.put(RequestId.KEY, id);
        request.response().putHeader(RequestId.HEADER, id);
        MDC.put("request_id", id);
        request.next();
    }

    /** A kept connection would bring the next request to a replica that is gone by then. */
    private void letGoWhileDraining(RoutingContext request) {
        if (draining.begun() && request.request().version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        request.next();
    }

    private void refuseLargeBody(RoutingContext request) {
        if (announced(request) > limit(request)) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            Problems.end(request, Problem.of(ProblemType.TOO_LARGE));
        } else if (isChunked(request)) {
            // Nobody announced its length, so it is counted while it comes in.
            request.put(READING, true);
            BodyHandler.create(false).setBodyLimit(limit(request)).handle(request);
        } else {
            request.next();
        }
    }

    /**
     * A chunk of no size, or a sender who went away in the middle: no fault of ours, so nobody is woken. Vert.x has closed
     * the connection when it says so: there is nobody to answer any more.
     */
    private void unreadable(RoutingContext request) {
        // It says so more than once.
        boolean first = request.<Boolean>get(READING);
        request.put(READING, false);
        if (first) {
            LOG.debugf(request.failure(), "the body of a request can't be read");
            unreadable.increment();
        }
        Problems.end(request, Problem.of(ProblemType.VALIDATION_FAILED));
    }

    private static void bodyIsRead(RoutingContext request) {
        request.remove(READING);
        request.next();
    }

    private static boolean isChunked(RoutingContext request) {
        return request.request().headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static long announced(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length.strip());
        } catch (NumberFormatException absurd) {
            return Long.MAX_VALUE;
        }
    }

    private long limit(RoutingContext request) {
        String path = request.normalizedPath();
        if (path.startsWith("/webhooks/")) {
            return config.maxWebhookBody().asLongValue();
        }
        boolean registration =
                path.equals("/v1/cardholders") && request.request().method() == HttpMethod.POST;
        return path.startsWith("/v1/") && !registration
                ? config.maxBody().asLongValue()
                : config.maxRegistrationBody().asLongValue();
    }
}
