package com.bananacards.bananatech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.bananacards.bananatech.IssuerWire.Answer;
import com.bananacards.testsupport.IssuerSettings;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.TlsServer;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.TrustOptions;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The wire to the issuer, against servers that are not who they should be, or do what they should not. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class IssuerWireApiTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static IssuerWire wire(String url, TrustOptions trust, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("bananatech.base-url", url);
        return new IssuerWire(IssuerSettings.with(settings), options -> {
            if (trust != null) {
                options.setTrustOptions(trust);
            }
        });
    }

    private static Answer call(IssuerWire wire) {
        return wire.call("/card/get_balance", "hmac", "request-1", null, "payload")
                .await()
                .atMost(PATIENCE);
    }

    private static Throwable failureOf(IssuerWire wire) {
        return IssuerAnswers.failure(catchThrowable(() -> call(wire)));
    }

    private static String serve(Handler<HttpServerRequest> answer) {
        HttpServer server = vertx.createHttpServer().requestHandler(answer);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        return "http://127.0.0.1:" + server.actualPort();
    }

    @Test
    void theRightServerIsCalledWithEverythingThatItNeeds() {
        CompletableFuture<String> seen = new CompletableFuture<>();
        TlsServer issuer = TlsServer.named(
                vertx,
                "localhost",
                request -> request.body().onSuccess(body -> {
                    seen.complete(request.method() + " " + request.path() + " "
                            + request.getHeader("X-HMAC") + " "
                            + request.getHeader("X-Request-Id") + " "
                            + request.getHeader("Content-Type") + " " + body);
                    request.response().end("fine");
                }));

        Answer answer = call(wire(issuer.url() + "/api", issuer.trust(), Map.of()));

        assertThat(answer).isEqualTo(new Answer(200, "fine"));
        assertThat(seen.join())
                .isEqualTo("POST /api/card/get_balance hmac request-1 application/json"
                        + " {\"encrypted_payload\":\"payload\"}");
    }

    @Test
    void aPlaceInATraceIsSentOnlyWhereThereIsOne() {
        List<String> seen = new CopyOnWriteArrayList<>();
        String url = serve(request -> {
            seen.add(String.valueOf(request.getHeader("traceparent")));
            request.response().end("fine");
        });
        IssuerWire wire = wire(url, null, Map.of());

        call(wire);
        wire.call("/card/get_balance", "hmac", "request-1", "00-a-b-01", "payload")
                .await()
                .atMost(PATIENCE);

        assertThat(seen).containsExactly("null", "00-a-b-01");
    }

    @Test
    void aServerWithACertificateForAnotherNameIsSentNothing() {
        TlsServer impostor = TlsServer.named(
                vertx, "other.example", request -> request.response().end());

        assertThat(failureOf(wire(impostor.url(), impostor.trust(), Map.of())))
                .isInstanceOf(IssuerDown.class);
        assertThat(impostor.requests()).isZero();
    }

    @Test
    void aServerWithACertificateThatNobodyVouchesForIsSentNothing() {
        TlsServer stranger = TlsServer.named(
                vertx, "localhost", request -> request.response().end());

        assertThat(failureOf(wire(stranger.url(), null, Map.of()))).isInstanceOf(IssuerDown.class);
        assertThat(stranger.requests()).isZero();
    }

    /** Bytes of a ClientHello: extension supported_versions with 1.3 and 1.2 and nothing else. */
    @Test
    void noVersionOfTlsBefore12IsOffered() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> hello = CompletableFuture.supplyAsync(() -> hello(server));

            assertThat(failureOf(
                            wire("https://localhost:" + server.getLocalPort(), null, Map.of())))
                    .isInstanceOf(IssuerDown.class);
            assertThat(hello.join()).contains("002b" + "0005" + "04" + "0304" + "0303");
        }
    }

    private static String hello(ServerSocket server) {
        try (Socket socket = server.accept()) {
            byte[] record = new byte[5];
            socket.getInputStream().readNBytes(record, 0, record.length);
            int length = (record[3] & 0xff) << 8 | record[4] & 0xff;
            return HexFormat.of().formatHex(socket.getInputStream().readNBytes(length));
        } catch (IOException cause) {
            throw new IllegalStateException(cause);
        }
    }

    @Test
    void aRedirectIsNotFollowed() {
        AtomicInteger elsewhere = new AtomicInteger();
        String other = serve(request -> {
            elsewhere.incrementAndGet();
            request.response().end("{}");
        });
        String issuer = serve(request -> request.response()
                .setStatusCode(307)
                .putHeader("Location", other + "/card/get_balance")
                .end());

        assertThat(call(wire(issuer, null, Map.of())).status()).isEqualTo(307);
        assertThat(elsewhere).hasValue(0);
    }

    @Test
    void anAnswerThatDoesNotEndIsCutOffAtItsLargestSize() {
        AtomicBoolean gone = new AtomicBoolean();
        AtomicInteger sent = new AtomicInteger();
        String issuer = serve(request -> {
            request.connection().closeHandler(closed -> gone.set(true));
            request.response().setChunked(true);
            vertx.setPeriodic(1, timer -> {
                if (gone.get()) {
                    vertx.cancelTimer(timer);
                } else {
                    sent.addAndGet(16_384);
                    request.response().write(Buffer.buffer(new byte[16_384]));
                }
            });
        });

        Throwable failure = failureOf(wire(issuer, null, Map.of("bananatech.max-answer", "64K")));

        assertThat(failure).isInstanceOf(OutcomeUnknown.class).hasMessageContaining("larger");
        await().atMost(PATIENCE).untilTrue(gone);
        assertThat(sent).hasValueLessThan(4_000_000);
    }

    @Test
    void anAnswerThatComesTooSlowlyIsGivenUpAndSoIsItsConnection() {
        AtomicBoolean gone = new AtomicBoolean();
        String issuer = serve(request -> {
            request.connection().closeHandler(closed -> gone.set(true));
            request.response().setChunked(true);
            vertx.setPeriodic(50, timer -> {
                if (gone.get()) {
                    vertx.cancelTimer(timer);
                } else {
                    request.response().write(" ");
                }
            });
        });

        Throwable failure =
                failureOf(wire(issuer, null, Map.of("bananatech.request-timeout", "1S")));

        assertThat(failure).isInstanceOf(OutcomeUnknown.class).hasMessageContaining("no answer");
        await().atMost(PATIENCE).untilTrue(gone);
    }

    @Test
    void aServerThatIsNotThereIsSentNothing() throws IOException {
        int port;
        try (ServerSocket once = new ServerSocket(0)) {
            port = once.getLocalPort();
        }

        assertThat(failureOf(wire("http://127.0.0.1:" + port, null, Map.of())))
                .isInstanceOf(IssuerDown.class);
    }

    @Test
    void aConnectionThatBreaksBeforeTheAnswerLeavesTheOutcomeUnknown() {
        String issuer = serve(request -> request.connection().close());

        assertThat(failureOf(wire(issuer, null, Map.of()))).isInstanceOf(OutcomeUnknown.class);
    }

    @Test
    void aHostThatIsNotAllowedStopsTheStart() {
        assertThat(catchThrowable(() -> wire(
                        "https://localhost:1",
                        null,
                        Map.of("bananatech.allowed-hosts", "api.bananatech.example"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed-hosts");
    }
}
