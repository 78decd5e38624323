package com.bananacards.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds how many reads are under way, and so how many may stand before a webhook or a command in the queue for the
 * database. What is more is turned away at once: a read can be asked again, a webhook may not. While webhooks wait to
 * be applied for too long, fewer are let in.
 */
@Singleton
final class ReadShedding {

    private static final int AFTER_THE_ID = 9_994;

    private final AtomicInteger underWay = new AtomicInteger();
    private final HttpConfig config;
    private final Arrears arrears;
    private final Counter shed;

    @Inject
    ReadShedding(HttpConfig config, Arrears arrears, MeterRegistry meters) {
        this.config = config;
        this.arrears = arrears;
        shed = Counter.builder("bananacards.reads.shed")
                .description("reads that were turned away because too many were under way")
                .register(meters);
        Gauge.builder("bananacards.reads.under.way", underWay, AtomicInteger::get)
                .description("reads that are being answered")
                .strongReference(true)
                .register(meters);
    }

    void filters(@Observes Filters filters) {
        filters.register(this::admit, AFTER_THE_ID);
    }

    private void admit(RoutingContext request) {
        if (!isRead(request)) {
            request.next();
        } else if (underWay.incrementAndGet() > most()) {
            underWay.decrementAndGet();
            shed.increment();
            Problems.end(
                    request, Problem.of(ProblemType.UNAVAILABLE, "Too many reads are under way."));
        } else {
            giveBackAtTheEnd(request);
            request.next();
        }
    }

    private int most() {
        return arrears.exceed(config.behindAfter())
                ? Math.min(config.readsWhileBehind(), config.readsUnderWay())
                : config.readsUnderWay();
    }

    private static boolean isRead(RoutingContext request) {
        HttpMethod method = request.request().method();
        return (method == HttpMethod.GET || method == HttpMethod.HEAD)
                && request.normalizedPath().startsWith("/v1/");
    }

    /** A stream, or a wait for an operation, is let in like any other read; then it holds neither place nor database. */
    private void giveBackAtTheEnd(RoutingContext request) {
        if (request.normalizedPath().startsWith("/v1/events")
                || request.request().headers().contains("Prefer")) {
            underWay.decrementAndGet();
            return;
        }
        AtomicBoolean over = new AtomicBoolean();
        request.addEndHandler(ended -> {
            if (over.compareAndSet(false, true)) {
                underWay.decrementAndGet();
            }
        });
    }
}
