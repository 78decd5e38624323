package com.bananacards.bananatech;

import com.bananacards.bananatech.IssuerClient.Answer;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * One request and its answer. Knows whether anything was sent: until a connection is had nothing was, and then nothing
 * will be once this is over. Runs on one event loop.
 */
final class IssuerExchange {

    private final BananatechConfig config;
    private final UniEmitter<? super Answer> emitter;
    private final Vertx vertx;
    private final long timer;
    private final Buffer received = Buffer.buffer();
    private @Nullable HttpClientRequest request;
    private boolean over;

    IssuerExchange(Vertx vertx, BananatechConfig config, UniEmitter<? super Answer> emitter) {
        this.vertx = vertx;
        this.config = config;
        this.emitter = emitter;
        timer = vertx.setTimer(config.requestTimeout().toMillis(), ignored -> late());
        emitter.onTermination(this::abandon);
    }

    void begin(Future<HttpClientRequest> connection, Buffer body) {
        connection
                .onSuccess(ready -> send(ready, body))
                .onFailure(refused -> end(new IssuerDown("the issuer can't be reached")));
    }

    private void send(HttpClientRequest ready, Buffer body) {
        if (over) {
            ready.reset();
            return;
        }
        request = ready;
        ready.send(body).onSuccess(this::receive).onFailure(broken -> end(brokenOff()));
    }

    private static OutcomeUnknown brokenOff() {
        return new OutcomeUnknown("the connection broke before the answer");
    }

    private void receive(HttpClientResponse answer) {
        answer.exceptionHandler(broken -> end(brokenOff()))
                .handler(this::take)
                .endHandler(whole -> done(answer.statusCode()));
    }

    private void take(Buffer some) {
        if (received.length() + some.length() > config.maxAnswer().asLongValue()) {
            end(new OutcomeUnknown("the answer is larger than " + config.maxAnswer()));
        } else if (!over) {
            received.appendBuffer(some);
        }
    }

    private void done(int status) {
        if (!over) {
            over = true;
            vertx.cancelTimer(timer);
            emitter.complete(new Answer(status, received.toString(StandardCharsets.UTF_8)));
        }
    }

    private void late() {
        end(
                request == null
                        ? new IssuerDown("no connection within " + config.requestTimeout())
                        : new OutcomeUnknown("no answer within " + config.requestTimeout()));
    }

    private void end(IssuerFailure failure) {
        if (!over) {
            abandon();
            emitter.fail(failure);
        }
    }

    /** Gives the connection up where an answer is still to come: nobody waits for it. */
    private void abandon() {
        if (!over) {
            over = true;
            vertx.cancelTimer(timer);
            if (request != null) {
                request.reset();
            }
        }
    }
}
