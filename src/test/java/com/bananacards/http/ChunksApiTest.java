package com.bananacards.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.RawHttp;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.Tokens;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Bodies in chunks that are none: nobody's fault here, so their connection ends, they are counted, and wake nobody. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ChunksApiTest {

    private static final String COMMAND = "/v1/cards/physical";
    private static final String WEBHOOK = "/webhooks/bananatech";
    private static final Logger ROOT = Logger.getLogger("");

    @Inject
    MeterRegistry meters;

    private final Queue<String> alarms = new ConcurrentLinkedQueue<>();

    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.SEVERE.intValue()) {
                alarms.add(line.getLoggerName() + ": " + line.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        ROOT.addHandler(listener);
    }

    @AfterEach
    void noLonger() {
        ROOT.removeHandler(listener);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz", "-1", "ffffffffffffffff", "", "0x2"})
    void aChunkOfNoSizeIsTheSendersFault(String size) {
        for (String path : List.of(COMMAND, WEBHOOK)) {
            double before = counted();

            String answer = RawHttp.send(request(path, size + "\r\n{}\r\n0\r\n\r\n"));

            assertThat(answer).isEmpty();
            await().untilAsserted(() -> assertThat(counted()).isEqualTo(before + 1));
        }
        assertThat(alarms).isEmpty();
    }

    @Test
    void whoGoesAwayInTheMiddleOfABodyIsCountedToo() throws IOException {
        double before = counted();

        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.getOutputStream().write(request(COMMAND, "2\r\n{\""));
            socket.getOutputStream().flush();
        }

        await().untilAsserted(() -> assertThat(counted()).isEqualTo(before + 1));
        assertThat(alarms).isEmpty();
    }

    private double counted() {
        return meters.counter("bananacards.bodies.unreadable").count();
    }

    private static byte[] request(String path, String body) {
        return ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nIdempotency-Key: chunks\r\n"
                        + "Authorization: Bearer " + Tokens.merchant()
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
