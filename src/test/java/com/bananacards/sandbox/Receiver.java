package com.bananacards.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.vertx.core.json.JsonObject;

import org.awaitility.Awaitility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A merchant's webhook receiver: keeps what comes and answers as it is told. */
final class Receiver implements AutoCloseable {

    /** One webhook as it came: the envelope, and what it opens to. */
    record Webhook(JsonObject envelope, JsonObject payload, boolean genuine) {
        String type() {
            return envelope.getString("type");
        }
    }

    private final List<Webhook> webhooks = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final Seal seal;
    private volatile int status = 200;
    private volatile int refusalsLeft;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    Receiver(Seal seal) {
        this.seal = seal;
        try {
            server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noSocket) {
            throw new UncheckedIOException(noSocket);
        }
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/bananatech";
    }

    void refuse(int times, int answer) {
        refusalsLeft = times;
        status = answer;
    }

    /** Lets nothing be answered until the returned gate is opened. */
    CountDownLatch keepWaiting() {
        gate = new CountDownLatch(1);
        return gate;
    }

    private void pass() {
        try {
            gate.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonObject envelope = ExactJson.object(text);
        String payload = envelope.getString("encrypted_payload");
        boolean genuine = seal.genuine(payload, envelope.getString("hmac"));
        webhooks.add(new Webhook(envelope, ExactJson.object(seal.open(payload)), genuine));
        pass();
        boolean refused = refusalsLeft > 0;
        refusalsLeft = Math.max(0, refusalsLeft - 1);
        exchange.sendResponseHeaders(refused ? status : 200, -1);
        exchange.close();
    }

    List<Webhook> all() {
        return List.copyOf(webhooks);
    }

    List<Webhook> of(String type) {
        return webhooks.stream().filter(one -> one.type().equals(type)).toList();
    }

    List<String> types() {
        return webhooks.stream().map(Webhook::type).toList();
    }

    /** The nth webhook of the type, counted from one, once it is there. */
    JsonObject await(String type, int nth) {
        Awaitility.await(type + " number " + nth).until(() -> of(type).size() >= nth);
        return of(type).get(nth - 1).payload();
    }

    JsonObject await(String type) {
        return await(type, 1);
    }

    void awaitCount(int count) {
        Awaitility.await().until(() -> webhooks.size() >= count);
    }

    void clear() {
        webhooks.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
