package com.bananacards.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;

/** Posts webhooks. No header but the content type goes along: none is documented. */
final class Postman {

    private static final int CONNECTIONS = 64;
    private static final int IDLE_SECONDS = 10;

    private final HttpClient client;
    private final Seal seal;
    private final long timeoutMillis;

    Postman(Vertx vertx, SandboxSettings settings) {
        seal = settings.seal();
        timeoutMillis = settings.webhookTimeout().toMillis();
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) Math.min(timeoutMillis, Integer.MAX_VALUE))
                .setKeepAliveTimeout(IDLE_SECONDS);
        client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    /** The status of the answer; fails when none came in time. */
    Future<Integer> post(@Nullable String url, Delivery delivery) {
        if (url == null) {
            return Future.failedFuture(new IllegalStateException("no webhook url"));
        }
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url)
                .setTimeout(timeoutMillis)
                .putHeader("Content-Type", "application/json");
        return client.request(options)
                .compose(request -> send(request, delivery))
                .compose(response -> response.body().map(body -> response.statusCode()))
                .timeout(timeoutMillis, TimeUnit.MILLISECONDS);
    }

    private Future<HttpClientResponse> send(HttpClientRequest request, Delivery delivery) {
        return request.send(delivery.body(seal));
    }

    Future<Void> close() {
        return client.close();
    }
}
