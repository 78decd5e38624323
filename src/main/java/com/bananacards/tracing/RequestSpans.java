package com.bananacards.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.MDC;

import java.util.Set;

/**
 * A span for each request that is traced: named by method and template of its path, never by the path itself. A caller
 * of {@code /v1} decides by its {@code traceparent}; a webhook's is not looked at, since anybody may send one.
 */
@Singleton
final class RequestSpans {

    private static final int AFTER_THE_ID = 9_995;
    private static final int SERVER_ERRORS = 500;
    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);

    private final Traces traces;

    @Inject
    RequestSpans(Traces traces) {
        this.traces = traces;
    }

    void filters(@Observes Filters filters) {
        if (traces.areOn()) {
            filters.register(this::begin, AFTER_THE_ID);
        }
    }

    private void begin(RoutingContext request) {
        String path = request.normalizedPath();
        if (path.startsWith("/v1/")) {
            SpanContext before = TraceParent.read(request.request().getHeader("traceparent"));
            if (before.isValid() && !before.isSampled()) {
                // Not traced, and found in the log all the same.
                MDC.put("traceId", before.getTraceId());
            } else if (before.isSampled() || traces.byChance()) {
                trace(request, before);
            }
        } else if (path.startsWith("/webhooks/") && traces.byChance()) {
            trace(request, SpanContext.getInvalid());
        }
        request.next();
    }

    private void trace(RoutingContext request, SpanContext before) {
        Running running = Running.of(traces.entry("request", before));
        request.addEndHandler(ended -> {
            describe(running.span(), request);
            running.end();
        });
    }

    private static void describe(Span span, RoutingContext request) {
        String method = METHODS.contains(request.request().method())
                ? request.request().method().name()
                : "_OTHER";
        int status = request.response().getStatusCode();
        String template = template(request.request());
        span.updateName(template.isEmpty() ? method : method + " " + template);
        span.setAttribute("http.request.method", method);
        span.setAttribute("http.response.status_code", status);
        if (!template.isEmpty()) {
            span.setAttribute("http.route", template);
        }
        if (status >= SERVER_ERRORS) {
            span.setStatus(StatusCode.ERROR);
        }
    }

    /** Left by the REST server for those who measure; empty when no resource was reached. */
    private static String template(HttpServerRequest request) {
        return request instanceof HttpServerRequestInternal internal
                        && internal.context().getLocal("UrlPathTemplate") instanceof String template
                ? template
                : "";
    }
}
