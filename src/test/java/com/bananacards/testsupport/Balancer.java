package com.bananacards.testsupport;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before several replicas as a Service of Kubernetes does: it looks at each one's readiness now and then, gives
 * requests in turn to those that are ready, keeps connections, and repeats nothing that was sent.
 */
public final class Balancer implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMillis(1_000);
    private static final int CONNECTIONS = 500;
    private static final int NOBODY = 503;
    private static final int BROKEN = 502;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;
    private final HttpServer server;
    private final List<Backend> backends = new CopyOnWriteArrayList<>();
    private final List<String> broken = new CopyOnWriteArrayList<>();
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger passedOver = new AtomicInteger();

    /** A replica, with what was last seen of it. */
    private static final class Backend {

        private final String url;
        private volatile boolean ready = true;

        Backend(String url) {
            this.url = url;
        }
    }

    private Balancer() {
        client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(CONNECTIONS).setConnectTimeout((int)
                        PATIENCE.toMillis()));
        server = vertx.createHttpServer()
                .requestHandler(this::take)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        vertx.setPeriodic(LOOK.toMillis(), look -> backends.forEach(this::look));
    }

    public static Balancer before(List<ServiceProcess> replicas) {
        Balancer balancer = new Balancer();
        replicas.forEach(balancer::add);
        return balancer;
    }

    /** From now on it gets its share; it must be ready. */
    public void add(ServiceProcess replica) {
        backends.add(new Backend(replica.url()));
    }

    /** It is gone for good. */
    public void remove(ServiceProcess replica) {
        backends.removeIf(backend -> backend.url.equals(replica.url()));
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    public int port() {
        return server.actualPort();
    }

    /** Replicas that were given a request and did not end its answer, one entry for each such request. */
    public List<String> broken() {
        return List.copyOf(broken);
    }

    /** Requests that a replica which was still taken for ready did not even accept. */
    public int passedOver() {
        return passedOver.get();
    }

    private void look(Backend backend) {
        client.request(options(backend).setURI("/q/health/ready").setTimeout(PATIENCE.toMillis()))
                .compose(HttpClientRequest::send)
                .onSuccess(answer -> backend.ready = answer.statusCode() == 200)
                .onFailure(gone -> backend.ready = false);
    }

    private static RequestOptions options(Backend backend) {
        URI uri = URI.create(backend.url);
        return new RequestOptions().setHost(uri.getHost()).setPort(uri.getPort());
    }

    private void take(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            List<Backend> candidates =
                    new ArrayList<>(backends.stream().filter(one -> one.ready).toList());
            if (!candidates.isEmpty()) {
                Collections.rotate(candidates, -(turns.getAndIncrement() % candidates.size()));
            }
            pass(request, body, candidates);
        });
    }

    private void pass(HttpServerRequest request, Buffer body, List<Backend> candidates) {
        if (candidates.isEmpty()) {
            end(request, NOBODY);
            return;
        }
        Backend backend = candidates.removeFirst();
        RequestOptions options = options(backend)
                .setMethod(request.method())
                .setURI(request.uri())
                .setHeaders(request.headers());
        client.request(options)
                .onFailure(refused -> {
                    backend.ready = false;
                    passedOver.incrementAndGet();
                    pass(request, body, candidates);
                })
                .onSuccess(upstream -> send(request, upstream, body, backend));
    }

    private void send(
            HttpServerRequest request, HttpClientRequest upstream, Buffer body, Backend backend) {
        request.response().closeHandler(gone -> upstream.reset());
        upstream.send(body)
                .onSuccess(answer -> giveBack(request, answer, backend))
                .onFailure(cutOff -> {
                    note(backend, request, cutOff);
                    end(request, BROKEN);
                });
    }

    private void giveBack(HttpServerRequest request, HttpClientResponse answer, Backend backend) {
        request.response().setStatusCode(answer.statusCode());
        answer.headers().forEach(header -> {
            if (!header.getKey().equalsIgnoreCase("connection")) {
                request.response().headers().add(header.getKey(), header.getValue());
            }
        });
        answer.pipeTo(request.response()).onFailure(cutOff -> note(backend, request, cutOff));
    }

    /** A caller that went away itself broke nothing. */
    private void note(Backend backend, HttpServerRequest request, Throwable why) {
        if (!request.response().closed()) {
            broken.add(backend.url + " " + request.method() + " " + request.uri() + ": " + why);
        }
        if (!request.response().ended() && request.response().headWritten()) {
            request.connection().close();
        }
    }

    private static void end(HttpServerRequest request, int status) {
        if (!request.response().ended() && !request.response().headWritten()) {
            request.response().setStatusCode(status).end();
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
