package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Footprint;
import com.bananacards.testsupport.IdleStreams;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.Tokens;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Many event streams on one replica on which nothing happens for long; {@code -Dstreams=10000} says how many. The more
 * there are, the more heap the service is to have, see {@code -Dservice.heap}.
 */
class IdleStreamsIT {

    private static final int STREAMS = Integer.getInteger("streams", 200);
    private static final Duration ARRIVES = Duration.ofSeconds(10);
    private static final Duration FREED = Duration.ofSeconds(120);
    private static final int WARM = 100;
    private static final int CONNECTIONS_OF_A_REPLICA = 16 + 2 + 1;

    private static Production production;

    @TempDir
    Path folder;

    private final Api merchant = Api.merchant();

    @BeforeAll
    static void start() {
        production = Production.start(
                "streams",
                Map.of(
                        "JOURNAL_STREAM_CLIENTS_PER_CALLER",
                        Integer.toString(STREAMS),
                        "JOURNAL_STREAM_HEARTBEAT",
                        "5S"));
    }

    @AfterAll
    static void end() {
        production.close();
    }

    @Test
    void idleStreamsCostLittleAndHoldNobodyUp() {
        merchant.activeCard();
        warmUp();
        Footprint before = footprint();
        try (IdleStreams streams = open(STREAMS)) {
            assertThat(streams.begun()).isEqualTo(STREAMS);
            oneMoreIsRefused();
            Footprint after = footprint();
            aHeartbeatArrivesAtAll(streams);
            long millis = anEventArrivesAtAll(streams);
            assertThat(databaseConnections()).isLessThanOrEqualTo(CONNECTIONS_OF_A_REPLICA);
            assertThat(streams.ended()).isZero();
            System.out.printf(
                    "%d idle streams: heap %.1f kB each, resident %.1f kB each"
                            + " (heap %d to %d MB, resident %d to %d MB); an event at all of"
                            + " them after %d ms%n",
                    STREAMS,
                    (after.heap() - before.heap()) / (double) STREAMS,
                    (after.resident() - before.resident()) / (double) STREAMS,
                    before.heap() / 1024,
                    after.heap() / 1024,
                    before.resident() / 1024,
                    after.resident() / 1024,
                    millis);
        }
        everyPlaceIsFreeAgain();
    }

    /** What the first streams of all load and compile is no cost of a stream. */
    private static void warmUp() {
        try (IdleStreams few = open(Math.min(WARM, STREAMS))) {
            assertThat(few.ended()).isZero();
        }
        everyPlaceIsFreeAgain();
    }

    private static IdleStreams open(int count) {
        IdleStreams streams = new IdleStreams(production.url(), "/v1/events", Tokens.merchant());
        streams.open(count);
        return streams;
    }

    private Footprint footprint() {
        return Footprint.of(production.service(), folder);
    }

    private static void oneMoreIsRefused() {
        try (IdleStreams more = open(1)) {
            assertThat(more.refusals()).containsExactly("HTTP/1.1 429 Too Many Requests");
        }
    }

    private static void aHeartbeatArrivesAtAll(IdleStreams streams) {
        streams.lookFor("still here");
        await().atMost(ARRIVES)
                .untilAsserted(() -> assertThat(streams.seen("still here"))
                        .as("streams with a heartbeat, while %d ended", streams.ended())
                        .isEqualTo(STREAMS));
    }

    /** Also for those who want something else meanwhile: the registration takes several requests. */
    private long anEventArrivesAtAll(IdleStreams streams) {
        String holder = merchant.approvedCardholder();
        merchant.get("/v1/cards").then().statusCode(200);
        String word = "\"" + merchant.assignedCard(holder) + "\"";
        streams.lookFor(word);
        long sent = System.nanoTime();
        merchant.patiently()
                .body(Map.of("pin", "483921"))
                .post("/v1/cards/" + word.replace("\"", "") + "/activate")
                .then()
                .statusCode(200);
        await().atMost(ARRIVES)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> streams.seen(word) == STREAMS);
        return Duration.ofNanos(System.nanoTime() - sent).toMillis();
    }

    private static int databaseConnections() {
        return production
                .database()
                .column("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
                        + " AND pid <> pg_backend_pid()")
                .size();
    }

    /** None is still taken by a client that has gone. */
    private static void everyPlaceIsFreeAgain() {
        await().atMost(FREED).until(() -> {
            try (IdleStreams streams = open(STREAMS)) {
                return streams.begun() == STREAMS;
            }
        });
    }
}
