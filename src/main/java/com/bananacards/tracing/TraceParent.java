package com.bananacards.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a trace as W3C Trace Context writes it. {@code tracestate} is left out: it may say anything. */
final class TraceParent {

    private static final Pattern VERSION_0 =
            Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
    private static final Pattern LATER_VERSION = Pattern.compile(
            "(?!00|ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?");

    private TraceParent() {}

    /** The place of this text; an invalid one when the text is none. */
    static SpanContext read(@Nullable String text) {
        if (text == null) {
            return SpanContext.getInvalid();
        }
        Matcher parts = VERSION_0.matcher(text);
        if (!parts.matches()) {
            parts = LATER_VERSION.matcher(text);
            if (!parts.matches()) {
                return SpanContext.getInvalid();
            }
        }
        boolean sampled = (Integer.parseInt(parts.group(3), 16) & 1) == 1;
        return SpanContext.createFromRemoteParent(
                parts.group(1),
                parts.group(2),
                sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
    }

    /** The text of a place that is traced; null of any other. */
    static @Nullable String of(SpanContext place) {
        return place.isValid() && place.isSampled()
                ? "00-" + place.getTraceId() + "-" + place.getSpanId() + "-01"
                : null;
    }
}
