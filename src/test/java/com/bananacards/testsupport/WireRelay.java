package com.bananacards.testsupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Stands between this service and the issuer, passes on, and keeps every envelope of either direction. */
public final class WireRelay implements AutoCloseable {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Map<String, Object>> envelopes = new CopyOnWriteArrayList<>();
    private final Set<String> headers = ConcurrentHashMap.newKeySet();
    private final String issuer;
    private final HttpServer server;

    private WireRelay(String issuer, HttpServer server) {
        this.issuer = issuer;
        this.server = server;
    }

    public static WireRelay to(String issuer) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            WireRelay relay = new WireRelay(issuer, server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", relay::pass);
            server.start();
            return relay;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What went either way, as a webhook would carry it, without a type. */
    public List<Map<String, Object>> envelopes() {
        return List.copyOf(envelopes);
    }

    /** The names of all headers that the service sent, in small letters. */
    public Set<String> headers() {
        return Set.copyOf(headers);
    }

    private void pass(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes());
        var headers = exchange.getRequestHeaders();
        headers.keySet().forEach(name -> this.headers.add(name.toLowerCase(Locale.ROOT)));
        keep(new JsonObject(body).put("hmac", headers.getFirst("X-HMAC")));
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer + exchange.getRequestURI()))
                .header("Content-Type", "application/json")
                .header("Merchant-ID", headers.getFirst("Merchant-ID"))
                .header("X-HMAC", headers.getFirst("X-HMAC"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
        if (answer.body().startsWith("{")) {
            keep(new JsonObject(answer.body()));
        }
        byte[] bytes = answer.body().getBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.statusCode(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void keep(JsonObject envelope) {
        if (envelope.containsKey("encrypted_payload") && envelope.containsKey("hmac")) {
            envelopes.add(Map.of(
                    "encrypted_payload", envelope.getString("encrypted_payload"),
                    "hmac", envelope.getString("hmac")));
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
