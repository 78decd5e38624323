package com.bananacards.testsupport;

import static org.awaitility.Awaitility.await;

import com.bananacards.sandbox.Sandbox;
import com.bananacards.sandbox.SandboxSettings;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What the service meets in tests: a real PostgreSQL, and the sandbox as the issuer on a port of its own. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {

    /** Where the sandbox of this test run listens; set while it runs. */
    public static final String SANDBOX_URL = "bananacards.test.sandbox-url";

    private static final Duration SOON = Duration.ofMillis(30);

    private static final Duration NOT_BEFORE_THE_END = Duration.ofDays(1);
    private static final Evidence EVIDENCE = Evidence.ofThisRun();

    private final String name = "tests-" + UUID.randomUUID();
    private final Path issuersState = EVIDENCE.log(name).resolveSibling(name + ".json");
    private EmbeddedPostgres postgres;
    private Vertx vertx;
    private Sandbox sandbox;

    @Override
    public Map<String, String> start() {
        int port = freePort();
        EVIDENCE.announceTables(name);
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
                        .stateFile(issuersState)
                        .saveAfter(NOT_BEFORE_THE_END)
                        .build());
        int sandboxPort = sandbox.listen("127.0.0.1", 0)
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        String sandboxUrl = "http://127.0.0.1:" + sandboxPort;
        System.setProperty(SANDBOX_URL, sandboxUrl);
        Map<String, String> settings = settings(port, postgres.getPort(), sandboxUrl);
        settings.putAll(wholeLog());
        settings.put("sensitive.data-keys", TestKeys.DATA_KEY + "," + TestKeys.OLD_DATA_KEY);
        settings.put(
                "sensitive.fingerprint-key",
                TestKeys.FINGERPRINT_KEY + "," + TestKeys.OLD_FINGERPRINT_KEY);
        settings.put("sensitive.jwe-keys", TestKeys.browserKey());
        settings.put("inbox.upkeep-every", "1S");
        settings.put("keys.quiet", "1S");
        return settings;
    }

    /** All that the service logs, in one file that is never turned over. */
    private Map<String, String> wholeLog() {
        Path log = EVIDENCE.log(name);
        EVIDENCE.announceLog(log);
        return Map.of(
                "quarkus.log.file.enabled", "true",
                "quarkus.log.file.path", log.toString(),
                "quarkus.log.file.rotation.rotate-on-boot", "false",
                "quarkus.log.file.rotation.max-file-size", "1G");
    }

    @Override
    public void inject(Object test) {
        WireTap.listen();
        ContractWatch.begin();
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
        settings.put("settlement.not-done-after", "2S");
        settings.put("settlement.not-moved-after", "4S");
        settings.put("reconciliation.every", "2S");
        settings.put("journal.stream.heartbeat", "1S");
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
            await().until(() -> Files.exists(issuersState));
            EVIDENCE.noteSecretsIn(issuersState);
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        if (postgres != null) {
            keepTables();
            try {
                postgres.close();
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }
    }

    private void keepTables() {
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            EVIDENCE.keepTables(name, TableDump.of(connection));
        } catch (SQLException cause) {
            throw new IllegalStateException(cause);
        }
    }
}
