package com.bananacards.testsupport;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A server with a certificate of its own, made by the JDK's keytool; counts the requests that reached it. */
public final class TlsServer {

    private static final String PASSWORD = "changeit";

    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;
    private final Path keys;

    private TlsServer(Vertx vertx, Path keys, Handler<HttpServerRequest> answer) {
        this.keys = keys;
        server = vertx.createHttpServer(new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(
                        new PfxOptions().setPath(keys.toString()).setPassword(PASSWORD)));
        server.requestHandler(request -> {
            requests.incrementAndGet();
            answer.handle(request);
        });
        server.listen(0, "localhost").toCompletionStage().toCompletableFuture().join();
    }

    /** Starts one whose certificate is for this name. */
    public static TlsServer named(Vertx vertx, String name, Handler<HttpServerRequest> answer) {
        return new TlsServer(vertx, keys(name), answer);
    }

    private static Path keys(String name) {
        try {
            Path file = Files.createTempDirectory("tls").resolve("keys.p12");
            Process keytool = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "server",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=" + name,
                            "-ext",
                            "san=dns:" + name,
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            file.toString(),
                            "-storepass",
                            PASSWORD))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (keytool.waitFor() != 0) {
                throw new AssertionError("keytool made no keys for " + name);
            }
            return file;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What a client trusts that trusts this server's certificate. */
    public PfxOptions trust() {
        return new PfxOptions().setPath(keys.toString()).setPassword(PASSWORD);
    }

    public String url() {
        return "https://localhost:" + server.actualPort();
    }

    public int requests() {
        return requests.get();
    }
}
