package com.bananacards.testsupport;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before replicas that come and go, as in a rolling replacement: who is removed gets nothing new, and what it
 * is doing is waited for. Nothing is sent twice.
 */
public final class RollingDoor implements AutoCloseable {

    private static final Set<String> PASSED_ON =
            Set.of("authorization", "content-type", "idempotency-key", "prefer", "x-request-id");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> replicas = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> webhooks = new ConcurrentHashMap<>();
    private final AtomicInteger turns = new AtomicInteger();
    private final HttpServer server;

    private RollingDoor(HttpServer server) {
        this.server = server;
    }

    public static RollingDoor before(List<ServiceProcess> replicas) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            RollingDoor balancer = new RollingDoor(server);
            replicas.forEach(balancer::add);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", balancer::pass);
            server.start();
            return balancer;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on the issuer's webhooks come here. */
    public void takeWebhooks() {
        SandboxControl.put("/settings", Map.of("webhook_url", url() + WebhookSender.PATH));
    }

    public void add(ServiceProcess replica) {
        underWay.put(replica.url(), new AtomicInteger());
        replicas.add(replica.url());
    }

    /** Takes a replica out, and waits until it has answered what it was given. */
    public void remove(ServiceProcess replica) {
        synchronized (this) {
            replicas.remove(replica.url());
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> underWay.get(replica.url()).get() == 0);
    }

    /** How many webhooks were answered with which status. */
    public Map<Integer, Integer> webhooksAnswered() {
        return Map.copyOf(webhooks);
    }

    /** The status of a merchant's read. */
    public int get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Authorization", "Bearer " + Tokens.merchant())
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .handle((answer, failure) -> failure == null ? answer.statusCode() : 0)
                .join();
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String replica = take();
        HttpResponse<byte[]> answer;
        try {
            answer = client.sendAsync(
                            request(exchange, replica, body),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .handle((done, failure) -> failure == null ? done : null)
                    .join();
        } finally {
            underWay.get(replica).decrementAndGet();
        }
        int status = answer == null ? 502 : answer.statusCode();
        if (exchange.getRequestURI().getPath().equals(WebhookSender.PATH)) {
            webhooks.merge(status, 1, Integer::sum);
        }
        if (answer != null) {
            answer.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        }
        byte[] back = answer == null ? new byte[0] : answer.body();
        exchange.sendResponseHeaders(status, back.length == 0 ? -1 : back.length);
        exchange.getResponseBody().write(back);
        exchange.close();
    }

    private synchronized String take() {
        String replica = replicas.get(Math.floorMod(turns.getAndIncrement(), replicas.size()));
        underWay.get(replica).incrementAndGet();
        return replica;
    }

    private static HttpRequest request(HttpExchange exchange, String replica, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(replica + exchange.getRequestURI()))
                .timeout(Duration.ofSeconds(40))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (PASSED_ON.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                request.header(name, values.getFirst());
            }
        });
        return request.build();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
