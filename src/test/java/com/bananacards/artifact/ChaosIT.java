package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.TimeScale;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Operations of every kind by several merchants, while webhooks are lost, forgotten, delayed, doubled, reordered and
 * bent, and calls are dropped, late, forged and turned away; in the middle the issuer is down for a while. In full, at
 * production's own settings: {@code -Dchaos.operations=2000 -Dchaos.scale=1}.
 */
class ChaosIT {

    private static final int OPERATIONS = Integer.getInteger("chaos.operations", 200);
    private static final int WHOLE = 1_000;
    /** Of a few hundred, on a machine that does other things too, some are late; the promise is held by the whole. */
    private static final double SOON_PERCENT = OPERATIONS >= WHOLE ? 99.0 : 95.0;

    private static final int MERCHANTS = Integer.getInteger("chaos.merchants", 16);
    private static final long SEED = Long.getLong("chaos.seed", 20_261_125L);
    private static final TimeScale SCALE = new TimeScale(Integer.getInteger("chaos.scale", 4));

    private static final Duration SOON = SCALE.of(Duration.ofSeconds(60));
    private static final Duration DEADLINE = SCALE.of(Duration.ofMinutes(15));
    /** Long enough that calls are given up, short enough that nothing is late because of it alone. */
    private static final Duration DOWN = SCALE.of(Duration.ofSeconds(16));

    private static final Duration LOOKING = SCALE.of(Duration.ofSeconds(20));
    /** The deadline is noticed by the next check, and the machine is slow. */
    private static final Duration PATIENCE =
            DEADLINE.plus(SCALE.of(Duration.ofSeconds(75))).plusSeconds(30);

    private static Production production;

    @BeforeAll
    static void start() {
        production = Production.start("chaos", SCALE.settings());
        SandboxControl.put("/settings", Map.of("result_after_ms", 100, "approve_after_ms", 100));
        // A fee that nobody could ask about is not known; every cent is to be accounted for here.
        await().until(() -> Api.merchant().get("/v1/card-templates").statusCode() == 200);
        SandboxControl.post("/faults", ChaosScript.of(SEED, SCALE, OPERATIONS >= WHOLE));
    }

    @AfterAll
    static void end() {
        production.close();
    }

    @Test
    void nothingIsLostAndNothingIsDoneTwiceWhateverBecomesOfCallsAndWebhooks() {
        List<CompletableFuture<Void>> merchants = merchantsAtWork();
        Map<String, Integer> before = theIssuerIsDownForAWhile();
        await().atMost(PATIENCE.multipliedBy(4))
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> {
                    assertThat(Books.of(production).tooMuch()).isEmpty();
                    assertThat(merchants).allMatch(CompletableFuture::isDone);
                });
        merchants.forEach(CompletableFuture::join);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Books.of(production).open()).isEmpty());

        Books books = Books.of(production);
        System.out.println(new SettleTimes(books, SOON)
                .told("chaos at 1/" + SCALE.divisor() + " of the time, seed " + SEED + ", faults "
                        + struck(before)));
        assertThat(before.get("DOWN")).as("calls that an outage turned away").isGreaterThan(2);
        assertThat(books.intents()).hasSizeGreaterThanOrEqualTo(OPERATIONS);
        assertThat(books.tooMuch()).isEmpty();
        assertThat(books.untrue()).isEmpty();
        assertThat(new SettleTimes(books, SOON).soonPercent()).isGreaterThanOrEqualTo(SOON_PERCENT);
        assertThat(books.intents())
                .filteredOn(one -> one.until() != null)
                .allMatch(one -> one.took().compareTo(PATIENCE) < 0);
        everyCentIsAccountedFor();
    }

    private static List<CompletableFuture<Void>> merchantsAtWork() {
        AtomicInteger budget = new AtomicInteger(OPERATIONS);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        return IntStream.range(0, MERCHANTS)
                .mapToObj(one -> CompletableFuture.runAsync(
                        () -> new ChaosMerchant(production.url(), budget, LOOKING, PATIENCE)
                                .lives(one),
                        threads))
                .toList();
    }

    /** What no webhook told of a balance is seen when its card is looked at, in its turn. */
    private static void everyCentIsAccountedFor() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Books books = Books.of(production);
            assertThat(books.differentCards()).isEmpty();
            assertThat(books.account()).isEqualByComparingTo(books.issuersAccount());
        });
    }

    /** In the middle of it all; what was done just before is told just after. Gives back what struck until then. */
    private static Map<String, Integer> theIssuerIsDownForAWhile() {
        await().atMost(PATIENCE)
                .until(() -> Books.of(production).intents().size() >= OPERATIONS / 3);
        SandboxControl.post("/faults", ChaosScript.outage(DOWN));
        Instant over = Instant.now().plus(DOWN);
        await().atMost(DOWN.multipliedBy(2)).until(() -> Instant.now().isAfter(over));
        Map<String, Integer> before = struck(Map.of());
        SandboxControl.delete("/faults");
        SandboxControl.post("/faults", ChaosScript.of(SEED + 1, SCALE, OPERATIONS >= WHOLE));
        return before;
    }

    private static Map<String, Integer> struck(Map<String, Integer> before) {
        return ChaosScript.struck(SandboxControl.exactly("/faults").path("data"), before);
    }
}
