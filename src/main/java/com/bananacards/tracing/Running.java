package com.bananacards.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/** A span that everything on this context belongs to until it ends, on whichever thread it goes on. */
record Running(Span span, Scope scope) {

    @SuppressWarnings("MustBeClosedChecker") // ended where the work ends, which is in no block here
    static Running of(Span span) {
        return new Running(span, Context.root().with(span).makeCurrent());
    }

    void end() {
        scope.close();
        span.end();
    }
}
