package com.bananacards.sandbox;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** The issuer's endpoints as routes: reads the request, asks at the desk, answers as told. */
final class IssuerRoutes {

    private static final long BODY_BYTES = 2L << 20;
    /** Three base64 images of a KYC registration, encrypted and base64-encoded once more. */
    private static final long KYC_BODY_BYTES = 8L << 20;

    private final Vertx vertx;
    private final Desk desk;
    private final Exchange exchange;

    IssuerRoutes(Vertx vertx, Desk desk, Exchange exchange) {
        this.vertx = vertx;
        this.desk = desk;
        this.exchange = exchange;
    }

    void mount(Router router, SandboxSettings settings) {
        settings.paths().forEach((endpoint, path) -> {
            long limit = endpoint == Endpoint.REGISTER ? KYC_BODY_BYTES : BODY_BYTES;
            router.post(path)
                    .handler(BodyHandler.create(false).setBodyLimit(limit))
                    .handler(routing -> receive(endpoint, routing));
        });
    }

    private void receive(Endpoint endpoint, RoutingContext routing) {
        HttpServerRequest request = routing.request();
        Buffer body = routing.body().buffer();
        Exchange.Incoming incoming = new Exchange.Incoming(
                String.valueOf(request.getHeader("Merchant-ID")),
                String.valueOf(request.getHeader("X-HMAC")),
                body == null ? "" : body.toString());
        // The desk has an event loop of its own; the answer goes back on the request's.
        Context caller = vertx.getOrCreateContext();
        desk.call(() -> exchange.answer(endpoint, incoming))
                .onComplete(done -> caller.runOnContext(turn -> reply(routing, done)));
    }

    private void reply(RoutingContext routing, AsyncResult<Answer> done) {
        if (done.failed()) {
            routing.fail(done.cause());
            return;
        }
        Answer answer = done.result();
        if (answer.dropped()) {
            drop(routing.request());
        } else if (answer.delayMs() > 0) {
            vertx.setTimer(answer.delayMs(), timer -> end(routing, answer));
        } else {
            end(routing, answer);
        }
    }

    private static void drop(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }

    private static void end(RoutingContext routing, Answer answer) {
        HttpServerResponse response = routing.response();
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(answer.status())
                    .putHeader("Content-Type", answer.mediaType())
                    .end(answer.body());
        }
    }
}
