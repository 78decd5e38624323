package com.bananacards.time;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Runs background work on an event-loop context of its own, as Hibernate Reactive's sessions need it. */
public final class OwnContext {

    private OwnContext() {}

    /** Runs the work soon, on a fresh duplicated context. Returns at once. */
    public static void run(Vertx vertx, Runnable work) {
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(ignored -> work.run());
    }
}
