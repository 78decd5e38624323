package com.bananacards.testsupport;

import com.bananacards.sandbox.Sandbox;
import com.bananacards.sandbox.SandboxSettings;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the service meets in tests: a real PostgreSQL, and the sandbox as the issuer on a port of its own. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {

    /** Where the sandbox of this test run listens; set while it runs. */
    public static final String SANDBOX_URL = "bananacards.test.sandbox-url";

    private static final Duration SOON = Duration.ofMillis(30);

    private EmbeddedPostgres postgres;
    private Vertx vertx;
    private Sandbox sandbox;

    @Override
    public Map<String, String> start() {
        int port = freePort();
        try {
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("max_connections", "100")
                    .start();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        vertx = Vertx.vertx();
        sandbox = new Sandbox(
                vertx,
                SandboxSettings.builder(TestKeys.MERCHANT_ID, TestKeys.SECRET)
                        .webhookUrl("http://127.0.0.1:" + port + "/webhooks/bananatech")
                        .approveAfter(SOON)
                        .resultAfter(SOON)
                        .build());
        int sandboxPort = sandbox.listen("127.0.0.1", 0)
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        String sandboxUrl = "http://127.0.0.1:" + sandboxPort;
        System.setProperty(SANDBOX_URL, sandboxUrl);
        return settings(port, postgres.getPort(), sandboxUrl);
    }

    /** The settings that the service needs to find all this. */
    public static Map<String, String> settings(int port, int databasePort, String sandboxUrl) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("quarkus.http.test-port", Integer.toString(port));
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put(
                "quarkus.datasource.reactive.url",
                "postgresql://127.0.0.1:" + databasePort + "/postgres");
        settings.put("quarkus.datasource.username", "postgres");
        settings.put("quarkus.datasource.password", "postgres");
        settings.put("bananatech.base-url", sandboxUrl);
        settings.put("bananatech.merchant-id", TestKeys.MERCHANT_ID);
        settings.put("bananatech.secret-keys", TestKeys.SECRET);
        settings.put("sensitive.data-keys", TestKeys.DATA_KEY);
        settings.put("sensitive.fingerprint-key", TestKeys.FINGERPRINT_KEY);
        settings.put("quarkus.oidc.public-key", TestKeys.tokenPublicKey());
        settings.put("cards.luhn-check", "false");
        settings.put("settlement.first-check", "1S");
        settings.put("reconciliation.every", "2S");
        return settings;
    }

    /** A port that nobody listens on now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    @Override
    public void stop() {
        if (sandbox != null) {
            sandbox.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        if (postgres != null) {
            try {
                postgres.close();
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }
    }
}
