package com.bananacards.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Writes spans. Whether something is traced is decided once, where it comes in; what is not traced costs a look at that
 * decision. Places in traces are kept as W3C {@code traceparent}s, null for what is not traced.
 */
@Singleton
public class Traces {

    private final Tracer tracer;
    private final boolean on;
    private final TracingConfig config;

    @Inject
    Traces(
            OpenTelemetry telemetry,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled,
            TracingConfig config) {
        tracer = telemetry.getTracer("com.bananacards");
        on = !disabled;
        this.config = config;
    }

    /** True when anything may be traced. */
    public boolean areOn() {
        return on;
    }

    /** The running span's place; null when nothing is traced. */
    public static @Nullable String here() {
        return TraceParent.of(Span.current().getSpanContext());
    }

    /** Says of the running span what it is about. */
    public static void note(String name, @Nullable UUID id) {
        if (id != null) {
            Span.current().setAttribute(name, id.toString());
        }
    }

    /** The running span goes on with something that came in under this place. */
    public static void link(@Nullable String place) {
        SpanContext cause = TraceParent.read(place);
        if (cause.isValid()) {
            Span.current().addLink(cause);
        }
    }

    /** True of the share that is traced of what nobody else decided about. */
    boolean byChance() {
        return on && ThreadLocalRandom.current().nextDouble() < config.ratio();
    }

    /** A span that stands at the beginning here, whoever was before it. */
    Span entry(String name, SpanContext before) {
        Context parent = before.isValid() ? Context.root().with(Span.wrap(before)) : Context.root();
        return tracer.spanBuilder(name)
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .startSpan();
    }

    /** A call to the issuer, within what is running. */
    public IssuerSpan call(String endpoint) {
        if (!on || !Span.current().getSpanContext().isSampled()) {
            return IssuerSpan.NONE;
        }
        Span span = tracer.spanBuilder("BananaTech " + endpoint)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("issuer.endpoint", endpoint)
                .startSpan();
        return new IssuerSpan(
                span, config.outward() ? TraceParent.of(span.getSpanContext()) : null);
    }

    /** Work of our own in a trace of its own, linked to its cause; not traced when the cause was not. */
    public <T> Uni<T> following(
            @Nullable String cause, String name, UUID operation, Supplier<Uni<T>> work) {
        SpanContext linked = TraceParent.read(cause);
        return on && linked.isSampled()
                ? within(
                        tracer.spanBuilder(name)
                                .setParent(Context.root())
                                .addLink(linked)
                                .setAttribute("operation.id", operation.toString()),
                        work)
                : work.get();
    }

    /** Work of our own that nobody asked for; the configured share is traced. */
    public <T> Uni<T> now(String name, Supplier<Uni<T>> work) {
        return byChance()
                ? within(tracer.spanBuilder(name).setParent(Context.root()), work)
                : work.get();
    }

    private static <T> Uni<T> within(SpanBuilder builder, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Running running = Running.of(builder.startSpan());
            return Uni.createFrom()
                    .voidItem()
                    .chain(() -> work.get())
                    .onTermination()
                    .invoke((done, failure, gone) -> {
                        if (failure != null) {
                            running.span().setStatus(StatusCode.ERROR);
                        }
                        running.end();
                    });
        });
    }

    /**
     * What was done at once for many causes: one span linked to each of them, and in the trace of each operation that was
     * settled one that shows its end.
     *
     * @param causes the places they came in under; more than {@link TracingConfig#links} are counted only
     */
    public void done(
            String name, Instant from, Instant to, List<String> causes, List<Outcome> settled) {
        SpanBuilder whole = tracer.spanBuilder(name)
                .setParent(Context.root())
                .setStartTimestamp(from)
                .setAttribute("causes", causes.size());
        causes.stream()
                .limit(config.links())
                .map(TraceParent::read)
                .filter(SpanContext::isValid)
                .forEach(whole::addLink);
        Span span = whole.startSpan();
        settled.stream().limit(config.links()).forEach(one -> show(one, span, from, to));
        span.end(to);
    }

    /**
     * The end of one operation.
     *
     * @param place under which it was asked for
     * @param told the place under which came what settled it; null when that was not traced
     */
    public record Outcome(
            UUID operation,
            String place,
            String kind,
            String status,
            UUID delivery,
            @Nullable String told) {}

    private void show(Outcome outcome, Span whole, Instant from, Instant to) {
        SpanBuilder end = tracer.spanBuilder("settle " + outcome.kind())
                .setParent(Context.root().with(Span.wrap(TraceParent.read(outcome.place()))))
                .setStartTimestamp(from)
                .addLink(whole.getSpanContext())
                .setAttribute("operation.id", outcome.operation().toString())
                .setAttribute("operation.status", outcome.status())
                .setAttribute("delivery.id", outcome.delivery().toString());
        SpanContext told = TraceParent.read(outcome.told());
        if (told.isValid()) {
            end.addLink(told);
        }
        end.startSpan().end(to);
    }
}
