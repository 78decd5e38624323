package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.TableLock;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * The service killed (SIGKILL) around recharges, at every moment between a merchant's request and its answer, while
 * merchants repeat with the same key what was not answered. In full: {@code -Dkills=500}.
 */
class RechargeKillsIT {

    private static final int KILLS = Integer.getInteger("kills", 8);
    private static final int MERCHANTS = 6;
    private static final long SEED = Long.getLong("kills.seed", 20_261_125L);
    private static final int LONGEST_LIFE_MILLIS = 1_500;
    private static final Duration HAPPENS = Duration.ofSeconds(60);
    private static final Duration DECIDED = Duration.ofSeconds(120);
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final String REQUESTED =
            "SELECT id FROM operation WHERE kind = 'CARD_RECHARGE' AND status = 'REQUESTED'";

    private static Production production;

    private final AtomicBoolean over = new AtomicBoolean();
    private final Queue<String> keys = new ConcurrentLinkedQueue<>();
    private final Random moments = new Random(SEED);

    @BeforeAll
    static void start() {
        production = Production.start(
                "recharge-kills",
                Map.ofEntries(
                        Map.entry("SETTLEMENT_SEND_LEASE", "2S"),
                        Map.entry("SETTLEMENT_FIRST_CHECK", "0.5S"),
                        Map.entry("SETTLEMENT_NOT_DONE_AFTER", "2S"),
                        Map.entry("SETTLEMENT_NOT_MOVED_AFTER", "4S"),
                        Map.entry("SETTLEMENT_NUDGE_EVERY", "0.5S"),
                        Map.entry("SETTLEMENT_DEADLINE", "60S"),
                        Map.entry("RECONCILIATION_EVERY", "1S"),
                        Map.entry("RECONCILIATION_SWEEP", "0.2S"),
                        Map.entry("RECONCILIATION_MAX_CHECK_DELAY", "2S"),
                        Map.entry("RECONCILIATION_LEASE", "1S"),
                        Map.entry("BANANATECH_REQUEST_TIMEOUT", "2S")));
        SandboxControl.put("/settings", Map.of("result_after_ms", 50, "approve_after_ms", 50));
    }

    @AfterAll
    static void end() {
        production.close();
    }

    @Test
    void noMoneyMovesTwiceAndNoneIsLostHoweverOftenTheServiceIsKilled() {
        List<CompletableFuture<Void>> merchants = merchantsAtWork();
        for (int kill = 0; kill < KILLS; kill++) {
            killAt(kill % 5);
            assertThat(Books.of(production).tooMuch())
                    .as("after kill %d", kill + 1)
                    .isEmpty();
            production.startService();
            assertThat(merchants).noneMatch(CompletableFuture::isCompletedExceptionally);
        }
        over.set(true);
        merchants.forEach(CompletableFuture::join);
        await().atMost(DECIDED)
                .untilAsserted(() -> assertThat(Books.of(production).open()).isEmpty());

        Books books = Books.of(production);
        long recharged = books.taken().stream()
                .filter(one -> one.kind().equals("CARD_RECHARGE"))
                .count();
        System.out.println(new SettleTimes(books, DECIDED)
                .told(KILLS + " kills, seed " + SEED + ", " + keys.size() + " recharges asked for, "
                        + recharged + " taken by the issuer"));
        assertThat(books.tooMuch()).isEmpty();
        assertThat(books.untrue()).isEmpty();
        assertThat(recharged).isGreaterThanOrEqualTo(KILLS / 2).isLessThanOrEqualTo(keys.size());
        await().atMost(DECIDED)
                .untilAsserted(
                        () -> assertThat(Books.of(production).differentCards()).isEmpty());
        assertThat(books.account()).isEqualByComparingTo(books.issuersAccount());
    }

    private List<CompletableFuture<Void>> merchantsAtWork() {
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        return IntStream.range(0, MERCHANTS)
                .mapToObj(one -> CompletableFuture.runAsync(
                        () -> new RechargingMerchant(production.url(), keys).recharge(over),
                        threads))
                .toList();
    }

    private void killAt(int moment) {
        switch (moment) {
            case 0 ->
                production.killServiceAfter(
                        Duration.ofMillis(moments.nextInt(LONGEST_LIFE_MILLIS)));
            case 1 -> beforeTheFirstCommit();
            case 2 -> betweenCommitAndCall();
            case 3 -> duringTheCall();
            default -> betweenAnswerAndSecondCommit();
        }
    }

    private static void beforeTheFirstCommit() {
        try (TableLock held = production.database().lock("idempotency_key")) {
            await().atMost(HAPPENS).until(() -> production.database().waits("INSERT INTO idem"));
            production.killService();
        }
    }

    /** As soon as the intent is seen: the call leaves at the same time, or did not yet. */
    private static void betweenCommitAndCall() {
        await().atMost(HAPPENS)
                .pollDelay(Duration.ZERO)
                .pollInterval(AT_ONCE)
                .until(() -> !production.database().column(REQUESTED).isEmpty());
        production.killService();
    }

    private static void duringTheCall() {
        lateAnswer(1_500);
        production.killService();
    }

    private static void betweenAnswerAndSecondCommit() {
        lateAnswer(500);
        try (TableLock held = production.database().lock("operation")) {
            await().atMost(HAPPENS).until(production.database()::somebodyWaits);
            production.killService();
        }
    }

    /** The next recharge is carried out at once and answered after this; returns when it was called. */
    private static void lateAnswer(int millis) {
        Faults.clear();
        Faults.add("LATE", Map.of("endpoint", "RECHARGE"), Map.of("delay_ms", millis));
        int before = SandboxControl.calls("RECHARGE");
        await().atMost(HAPPENS)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> SandboxControl.calls("RECHARGE") > before);
    }
}
