package com.bananacards.sandbox;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import java.util.NoSuchElementException;
import java.util.function.BiFunction;

/** The control API as routes: plain JSON, for the people and tests that play the issuer. */
final class ControlRoutes {

    /** One control operation: the request's body in, the answer out. */
    private interface Action extends BiFunction<RoutingContext, JsonObject, JsonObject> {}

    private static final long BODY_BYTES = 2L << 20;

    private final Vertx vertx;
    private final Desk desk;
    private final Router router;

    ControlRoutes(Vertx vertx, Desk desk, Router router) {
        this.vertx = vertx;
        this.desk = desk;
        this.router = router;
    }

    void mount(Control control, CardControl cards) {
        router.route("/control/*").handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES));
        on(HttpMethod.GET, "/state", (routing, body) -> control.state());
        on(HttpMethod.GET, "/stock", (routing, body) -> control.stock());
        on(HttpMethod.POST, "/stock", (routing, body) -> control.addStock(body));
        on(HttpMethod.PUT, "/settings", (routing, body) -> control.change(body));
        on(HttpMethod.GET, "/ledger", (routing, body) -> control.ledger());
        on(HttpMethod.POST, "/reset", (routing, body) -> control.reset());
        on(HttpMethod.GET, "/calls", (routing, body) -> control.calls(query(routing, "endpoint")));
        on(HttpMethod.POST, "/webhooks", (routing, body) -> control.sendWebhook(body));
        on(HttpMethod.GET, "/faults", (routing, body) -> control.faults());
        on(HttpMethod.POST, "/faults", (routing, body) -> control.addFaults(body));
        on(HttpMethod.DELETE, "/faults", (routing, body) -> control.clearFaults());
        onUser("/approve", (user, body) -> control.decide(user, true, body));
        onUser("/reject", (user, body) -> control.decide(user, false, body));
        onCard("/purchase", cards::purchase);
        onCard("/refund", cards::refund);
        onCard("/correction", cards::correction);
        onCard("/challenge", cards::challenge);
        onCard("/wallet-code", cards::walletCode);
        onCard("/status", cards::status);
    }

    private void onUser(String path, BiFunction<Long, JsonObject, JsonObject> action) {
        on(
                HttpMethod.POST,
                "/users/:id" + path,
                (routing, body) -> action.apply(id(routing), body));
    }

    private void onCard(String path, BiFunction<Long, JsonObject, JsonObject> action) {
        on(
                HttpMethod.POST,
                "/cards/:id" + path,
                (routing, body) -> action.apply(id(routing), body));
    }

    private static String query(RoutingContext routing, String name) {
        return routing.queryParams().get(name);
    }

    private static long id(RoutingContext routing) {
        try {
            return Long.parseLong(routing.pathParam("id"));
        } catch (NumberFormatException notANumber) {
            throw new NoSuchElementException("no such id");
        }
    }

    private void on(HttpMethod method, String path, Action action) {
        router.route(method, "/control" + path).handler(routing -> {
            Context caller = vertx.getOrCreateContext();
            desk.call(() -> action.apply(routing, body(routing)))
                    .onComplete(done -> caller.runOnContext(turn -> reply(routing, done)));
        });
    }

    /** A list is taken as the member {@code list}: only faults come as one. */
    private static JsonObject body(RoutingContext routing) {
        Buffer buffer = routing.body().buffer();
        String text = buffer == null ? "" : buffer.toString().strip();
        if (text.isEmpty()) {
            return new JsonObject();
        }
        return ExactJson.object(text.startsWith("[") ? "{\"list\":" + text + "}" : text);
    }

    private static void reply(RoutingContext routing, AsyncResult<JsonObject> done) {
        Answer answer = done.succeeded() ? Answer.json(200, done.result()) : failure(done.cause());
        routing.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", answer.mediaType())
                .end(answer.body());
    }

    private static Answer failure(Throwable cause) {
        return switch (cause) {
            case NoSuchElementException missing -> Answer.plain(404, "no such thing");
            case BadEnvelope wrong -> Answer.plain(400, wrong.text());
            case Refusal refusal -> Answer.plain(422, refusal.text());
            case SandboxFull full -> Answer.plain(503, SandboxFull.TEXT);
            default -> Answer.plain(500, cause.getClass().getSimpleName());
        };
    }
}
