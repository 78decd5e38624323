package com.bananacards.testsupport;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands where the issuer's webhooks arrive, as a balancer before several replicas. They take turns, and who is gone is
 * passed over; every other webhook goes to all of them at once, as when the issuer repeats itself.
 */
public final class WebhookRelay implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int NOBODY = 503;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> replicas;
    private final HttpServer server;
    private final AtomicInteger turns = new AtomicInteger();

    private WebhookRelay(List<String> replicas, HttpServer server) {
        this.replicas = replicas;
        this.server = server;
    }

    /** Begins to take the webhooks of the issuer that {@link SandboxControl} speaks with. */
    public static WebhookRelay to(List<ServiceProcess> replicas) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            WebhookRelay relay =
                    new WebhookRelay(replicas.stream().map(ServiceProcess::url).toList(), server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", relay::pass);
            server.start();
            SandboxControl.put("/settings", java.util.Map.of("webhook_url", relay.url()));
            return relay;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + WebhookSender.PATH;
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int turn = turns.getAndIncrement();
        int status = turn % 2 == 0
                ? post(replicas.get(turn / 2 % replicas.size()), body).join()
                : NOBODY;
        if (status == NOBODY) {
            status = postToAll(body);
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private int postToAll(byte[] body) {
        List<CompletableFuture<Integer>> posted =
                replicas.stream().map(replica -> post(replica, body)).toList();
        return posted.stream().mapToInt(CompletableFuture::join).min().orElse(NOBODY);
    }

    private CompletableFuture<Integer> post(String replica, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(replica + WebhookSender.PATH))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .handle((answer, gone) -> gone == null ? answer.statusCode() : NOBODY);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
