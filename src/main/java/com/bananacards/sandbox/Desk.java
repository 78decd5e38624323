package com.bananacards.sandbox;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import java.util.function.Supplier;

/**
 * The one event loop at which everything happens that changes the sandbox, in order of arrival.
 * Requests come from any event loop (the sandbox may live inside an application's router) and
 * queue up here; therefore no lock exists anywhere in the room.
 */
final class Desk {

    private final Vertx vertx;
    private final Promise<Context> home = Promise.promise();
    private final Future<String> deployment;
    private Runnable afterwards = () -> {};

    Desk(Vertx vertx) {
        this.vertx = vertx;
        deployment = vertx.deployVerticle(new AbstractVerticle() {
            @Override
            public void start() {
                home.complete(context);
            }
        });
        deployment.onFailure(home::tryFail);
    }

    /** What to do after each piece of work: every piece may have changed something. */
    void afterwards(Runnable task) {
        afterwards = task;
    }

    /** For work that ends in a callback at the desk rather than in a piece of its own. */
    void changed() {
        afterwards.run();
    }

    void run(Runnable work) {
        home.future().onSuccess(context -> context.runOnContext(turn -> doThen(work)));
    }

    <T> Future<T> call(Supplier<T> work) {
        Promise<T> result = Promise.promise();
        run(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException failure) {
                result.fail(failure);
            }
        });
        deployment.onFailure(result::tryFail);
        return result.future();
    }

    /** Called at the desk only; the timer dies with the desk. */
    long later(long millis, Runnable work) {
        return vertx.setTimer(Math.max(1, millis), timer -> doThen(work));
    }

    void forget(long timer) {
        vertx.cancelTimer(timer);
    }

    private void doThen(Runnable work) {
        try {
            work.run();
        } finally {
            afterwards.run();
        }
    }

    Future<Void> close() {
        return deployment.compose(vertx::undeploy);
    }
}
