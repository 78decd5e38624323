package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.ServiceProcess;
import com.bananacards.testsupport.SlowClient;
import com.bananacards.testsupport.Tokens;
import com.bananacards.testsupport.WebhookSender;

import io.restassured.response.Response;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/** Limits of the packaged service: caps over two replicas, slow clients, and that one caller's flood is its own. */
class LimitsIT {

    private static final BigDecimal OF_A_CARD = new BigDecimal("700");
    private static final BigDecimal OF_A_CARDHOLDER = new BigDecimal("1200");
    private static final BigDecimal IN_ALL = new BigDecimal("8000");
    private static final BigDecimal LARGEST = new BigDecimal("300");
    private static final int HOLDERS = 4;
    private static final int CARDS_OF_EACH = 3;
    private static final int RECHARGES_OF_EACH = 5;
    private static final int FLOODS = 4;
    private static final int MEASURED = 200;
    private static final double NOT_HELD_UP = 20;
    private static final Duration SLOW = Duration.ofSeconds(20);

    private static Production production;
    private static ServiceProcess second;

    @BeforeAll
    static void start() {
        production = Production.start(
                "limits",
                Map.of(
                        "GUARD_CARD_PER_DAY", OF_A_CARD.toPlainString(),
                        "GUARD_CARDHOLDER_PER_DAY", OF_A_CARDHOLDER.toPlainString(),
                        "GUARD_MERCHANT_PER_DAY", IN_ALL.toPlainString(),
                        "LIMITS_CALLER_REQUESTS", "300",
                        "LIMITS_CALLER_PER", "3S",
                        "HTTP_HEAD_WITHIN", "2S",
                        "HTTP_BODY_WITHIN", "2S"));
        second = production.startReplica();
    }

    @AfterAll
    static void end() {
        production.close();
    }

    private static Api somebody() {
        return Api.with(Tokens.merchant("merchant-" + UUID.randomUUID()));
    }

    /** One thread for each card, each call at a replica by chance; 4 cardholders, 12 cards, 60 recharges a round. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void noScheduleOverTwoReplicasGetsPastACap(long seed) {
        BigDecimal before = sum("TRUE");
        List<String> holders = IntStream.range(0, HOLDERS)
                .mapToObj(one -> somebody().approvedCardholder())
                .toList();
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        List<String> cards = holders.stream()
                .flatMap(holder -> IntStream.range(0, CARDS_OF_EACH).mapToObj(one -> card(holder)))
                .toList();
        List<CompletableFuture<Void>> threads = IntStream.range(0, cards.size())
                .mapToObj(one -> CompletableFuture.runAsync(
                        () -> spend(cards.get(one), new Random(seed * 100 + one), taken, refused),
                        command -> Thread.ofVirtual().start(command)))
                .toList();
        threads.forEach(CompletableFuture::join);

        BigDecimal all = sum("TRUE");
        assertThat(all).isLessThanOrEqualTo(IN_ALL);
        assertThat(ofTheFullestCard()).isLessThanOrEqualTo(OF_A_CARD);
        for (String holder : holders) {
            BigDecimal its = sum("cardholder_id = '" + holder + "'");
            assertThat(its).isLessThanOrEqualTo(OF_A_CARDHOLDER);
            assertThat(its.max(all.subtract(IN_ALL).add(OF_A_CARDHOLDER)))
                    .as("a cap is used as far as the amounts allow")
                    .isGreaterThan(OF_A_CARDHOLDER.subtract(LARGEST));
        }
        assertThat(refused).hasPositiveValue();
        System.out.printf(
                "seed %d: %s in %d recharges and the deposits, %d refused%n",
                seed, all.subtract(before), taken.get(), refused.get());
    }

    private static String card(String holder) {
        return somebody()
                .patiently()
                .body(Map.of("cardholder_id", holder, "template_id", 4, "deposit_amount", "50.00"))
                .post("/v1/cards/virtual")
                .path("card_id");
    }

    private static void spend(
            String card, Random random, AtomicInteger taken, AtomicInteger refused) {
        Api merchant = somebody();
        for (int one = 0; one < RECHARGES_OF_EACH; one++) {
            Response answer = merchant.patiently()
                    .body(Map.of("amount", (50 + random.nextInt(250)) + ".00"))
                    .post(replica(random) + "/v1/cards/" + card + "/recharges");
            if (answer.statusCode() == 409) {
                assertThat(answer.<String>path("code")).isEqualTo("cap_exceeded");
                refused.incrementAndGet();
            } else {
                assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
                taken.incrementAndGet();
            }
        }
    }

    private static String replica(Random random) {
        return random.nextBoolean() ? production.url() : second.url();
    }

    private static BigDecimal sum(String which) {
        return new BigDecimal(production
                .database()
                .column("SELECT coalesce(sum(amount), 0) FROM operation WHERE amount IS NOT NULL"
                        + " AND status <> 'FAILED' AND " + which)
                .getFirst());
    }

    private static BigDecimal ofTheFullestCard() {
        return new BigDecimal(production
                .database()
                .column("SELECT max(total) FROM (SELECT sum(amount) AS total FROM operation WHERE"
                        + " amount IS NOT NULL AND status <> 'FAILED' GROUP BY card_id) one")
                .getFirst());
    }

    @Test
    void whoSendsAHeadByteByByteIsCutOff() {
        try (SlowClient client = new SlowClient(production.url())) {
            client.send("GET /q/health/live HTTP/1.1\r\nHost: a\r\nX-Slow: ");

            assertThat(client.trickle('x', SLOW))
                    .hasValueSatisfying(time -> assertThat(time)
                            .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(12)));
        }
    }

    @Test
    void whoSendsABodyByteByByteIsToldSoAndCutOff() {
        try (SlowClient client = new SlowClient(production.url())) {
            client.send("POST /webhooks/bananatech HTTP/1.1\r\nHost: a\r\nContent-Type:"
                    + " application/json\r\nContent-Length: 100000\r\n\r\n");

            assertThat(client.trickle('x', SLOW)).isPresent();
            assertThat(client.heard()).startsWith("HTTP/1.1 408").contains("request_timeout");
        }
    }

    @Test
    void whoTakesTheirTimeBetweenRequestsIsServed() {
        try (SlowClient client = new SlowClient(production.url())) {
            for (int one = 1; one <= 2; one++) {
                int times = one;
                client.send("GET /q/health/live HTTP/1.1\r\nHost: a\r\n\r\n");
                await().atMost(SLOW)
                        .until(() -> !client.isClosed()
                                && client.heard().split("HTTP/1.1 200", -1).length == times + 1);
                assertThat(IntStream.range(0, 30).anyMatch(look -> client.isClosed()))
                        .isFalse();
            }
        }
    }

    @Test
    void oneCallersFloodIsItsOwn() {
        Api noisy = somebody();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger turnedAway = new AtomicInteger();
        Api[] quiet = {somebody()};
        measure(this::deliver);
        double[] before = {measure(() -> read(quiet[0])), measure(this::deliver)};
        List<CompletableFuture<Void>> floods = IntStream.range(0, FLOODS)
                .mapToObj(one -> CompletableFuture.runAsync(
                        () -> flood(noisy, over, turnedAway),
                        command -> Thread.ofPlatform().start(command)))
                .toList();
        await().atMost(SLOW).until(() -> turnedAway.get() > 100);
        quiet[0] = somebody();
        double[] during = {measure(() -> read(quiet[0])), measure(this::deliver)};
        over.set(true);
        floods.forEach(CompletableFuture::join);

        System.out.printf(
                "flood of one caller, %d turned away; p95 of another caller x %.1f (%.1f ms), of"
                        + " the webhook door x %.1f (%.1f ms)%n",
                turnedAway.get(),
                during[0] / before[0],
                during[0],
                during[1] / before[1],
                during[1]);
        assertThat(during[0] / before[0]).isLessThan(NOT_HELD_UP);
        assertThat(during[1] / before[1]).isLessThan(NOT_HELD_UP);
    }

    private static void flood(Api noisy, AtomicBoolean over, AtomicInteger turnedAway) {
        while (!over.get()) {
            int status = noisy.get("/v1/cards").statusCode();
            assertThat(status).isIn(200, 429);
            if (status == 429) {
                turnedAway.incrementAndGet();
            }
        }
    }

    private int read(Api caller) {
        return caller.get("/v1/cards").statusCode();
    }

    private int deliver() {
        return WebhookSender.post(WebhookSender.envelope(
                        "CARD_BALANCE_CHANGE",
                        Map.of(
                                "card_id",
                                999_000_111L,
                                "nonce",
                                UUID.randomUUID().toString())))
                .statusCode();
    }

    /** The time below which nineteen of twenty were answered, in milliseconds; every one must be answered with 200. */
    private static double measure(IntSupplier request) {
        long[] times = new long[MEASURED];
        for (int one = 0; one < MEASURED; one++) {
            long begun = System.nanoTime();
            assertThat(request.getAsInt()).isEqualTo(200);
            times[one] = System.nanoTime() - begun;
        }
        Arrays.sort(times);
        return times[MEASURED * 19 / 20] / 1e6;
    }
}
