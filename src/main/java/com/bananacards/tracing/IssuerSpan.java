package com.bananacards.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

import org.jspecify.annotations.Nullable;

/** One call to another service as it is traced; of what is not traced it keeps nothing. */
public final class IssuerSpan {

    static final IssuerSpan NONE = new IssuerSpan(null, null);

    private final @Nullable Span span;
    private final @Nullable String outward;

    IssuerSpan(@Nullable Span span, @Nullable String outward) {
        this.span = span;
        this.outward = outward;
    }

    /** The {@code traceparent} that is sent along, or null. */
    public @Nullable String outward() {
        return outward;
    }

    /** The call is over. @param outcome a word of this code @param failed true when it came to nothing */
    public void end(String outcome, boolean failed) {
        if (span != null) {
            span.setAttribute("issuer.outcome", outcome);
            if (failed) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }
}
