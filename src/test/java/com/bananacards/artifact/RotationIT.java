package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.RollingDoor;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.ServiceProcess;
import com.bananacards.testsupport.TestKeys;

import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Every key is changed while the issuer sends and clients read: two replicas behind a balancer, replaced one by one with
 * new settings, three times. First all know the new keys, then all use them and the issuer changes its own, then the old
 * ones go.
 */
class RotationIT {

    private static final String OLD_SECRET = TestKeys.SECRET;
    private static final String NEW_SECRET =
            new StringBuilder(OLD_SECRET).reverse().toString();
    private static final String NEW_DATA = "it-2:" + base64("data-key-after-the-rotation.....");
    private static final String NEW_PRINT = base64("fingerprint-key-after-rotation..");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Production production;
    private static RollingDoor balancer;
    private static final List<ServiceProcess> replicas = new ArrayList<>();

    private final Api merchant = Api.merchant();
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger failedReads = new AtomicInteger();

    private static String base64(String key) {
        return Base64.getEncoder().encodeToString(key.getBytes());
    }

    @BeforeAll
    static void start() {
        production = Production.start(
                "rotation",
                Map.of(
                        "KEYS_QUIET", "2S",
                        "KEYS_RECORD_EVERY", "1S",
                        "INBOX_UPKEEP_EVERY", "1S",
                        "INBOX_UPKEEP_BATCH", "20"));
        replicas.add(production.service());
        replicas.add(production.startReplica());
        balancer = RollingDoor.before(replicas);
        balancer.takeWebhooks();
        RestAssured.port = URI.create(balancer.url()).getPort();
    }

    @AfterAll
    static void end() {
        balancer.close();
        production.close();
    }

    @Test
    void noGenuineWebhookIsRefusedAndNoReadFailsWhileEveryKeyIsChanged() {
        String spending = merchant.fundedCard("500.00");
        String notSeenAgain = merchant.assignedCard();
        String seenAgain = merchant.assignedCard();
        long number = merchant.issuerCard(spending);
        List<CompletableFuture<Void>> load = List.of(
                running(() -> purchase(number)),
                running(() -> read(spending)),
                running(() -> read(spending)));

        await().atMost(PATIENCE).until(() -> sent.get() > 5 && reads.get() > 5);
        changeEveryKey(notSeenAgain, seenAgain);
        int sentBefore = sent.get();
        await().atMost(PATIENCE).until(() -> sent.get() > sentBefore + 20);
        assertThat(load).as("both go on to the end").noneMatch(CompletableFuture::isDone);
        done.set(true);
        load.forEach(CompletableFuture::join);

        assertThat(balancer.webhooksAnswered().keySet())
                .as("%s", balancer.webhooksAnswered())
                .containsExactly(200);
        assertThat(failedReads).hasValue(0);
        everythingIsAppliedAndOpens();
        System.out.printf(
                "%d webhooks answered %s, %d reads, %d failed, %d purchases%n",
                balancer.webhooksAnswered().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum(),
                balancer.webhooksAnswered(),
                reads.get(),
                failedReads.get(),
                sent.get());
    }

    private void changeEveryKey(String notSeenAgain, String seenAgain) {
        roll(settings(
                OLD_SECRET + "," + NEW_SECRET,
                TestKeys.DATA_KEY + "," + NEW_DATA,
                TestKeys.FINGERPRINT_KEY + "," + NEW_PRINT));
        issuerChangesItsKey();
        roll(settings(
                NEW_SECRET + "," + OLD_SECRET,
                NEW_DATA + "," + TestKeys.DATA_KEY,
                NEW_PRINT + "," + TestKeys.FINGERPRINT_KEY));
        activate(seenAgain);
        await().atMost(PATIENCE).until(() -> old("SECRET").getBoolean("safe_to_retire"));
        await().atMost(PATIENCE).until(() -> old("DATA").getBoolean("safe_to_retire"));
        assertThat(old("FINGERPRINT").getBoolean("safe_to_retire")).isFalse();
        assertThat(keyOf(notSeenAgain)).isEqualTo(old("FINGERPRINT").getString("id"));
        assertThat(keyOf(seenAgain)).isNotEqualTo(keyOf(notSeenAgain));
        roll(settings(NEW_SECRET, NEW_DATA, NEW_PRINT + "," + TestKeys.FINGERPRINT_KEY));
    }

    private static Map<String, String> settings(String secrets, String data, String prints) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("BANANATECH_SECRET_KEYS", secrets);
        settings.put("SENSITIVE_DATA_KEYS", data);
        settings.put("SENSITIVE_FINGERPRINT_KEY", prints);
        return settings;
    }

    /** One by one: a new one is started and takes part, then an old one leaves the balancer and is stopped. */
    private void roll(Map<String, String> settings) {
        for (int one = 0; one < 2; one++) {
            ServiceProcess fresh = production.startReplica(settings);
            balancer.add(fresh);
            ServiceProcess old = replicas.removeFirst();
            balancer.remove(old);
            replicas.add(fresh);
            assertThat(old.stop())
                    .as("exit status of a replica that was stopped")
                    .isIn(0, 143);
        }
    }

    private void issuerChangesItsKey() {
        production.stopIssuer();
        production.startIssuer(NEW_SECRET);
        balancer.takeWebhooks();
    }

    private CompletableFuture<Void> running(Runnable work) {
        return CompletableFuture.runAsync(
                () -> {
                    while (!done.get()) {
                        work.run();
                        java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
                    }
                },
                command -> Thread.ofVirtual().start(command));
    }

    /** The issuer tells of it by two webhooks; while it changes its own key it is not there. */
    private void purchase(long card) {
        try {
            SandboxControl.post(
                    "/cards/" + card + "/purchase", Map.of("amount", new BigDecimal("0.01")));
            sent.incrementAndGet();
        } catch (Exception | AssertionError away) {
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
        }
    }

    private void read(String card) {
        for (String path : List.of("", "/transactions", "/timeline")) {
            reads.incrementAndGet();
            if (balancer.get("/v1/cards/" + card + path) != 200) {
                failedReads.incrementAndGet();
            }
        }
    }

    private void activate(String card) {
        merchant.patiently()
                .body(Map.of("pin", "483921"))
                .post("/v1/cards/" + card + "/activate")
                .then()
                .statusCode(200);
    }

    private static JsonObject old(String kind) {
        return new JsonObject(Api.operator().get("/v1/admin/keys").asString())
                .getJsonArray("data").stream()
                        .map(JsonObject.class::cast)
                        .filter(one -> one.getString("kind").equals(kind))
                        .filter(one -> !one.getBoolean("current"))
                        .findFirst()
                        .orElseThrow();
    }

    private static String keyOf(String card) {
        return production
                .database()
                .column("SELECT pan_key FROM card WHERE id = '" + card + "'")
                .getFirst();
    }

    private static void everythingIsAppliedAndOpens() {
        await().atMost(PATIENCE)
                .until(() -> production
                        .database()
                        .column("SELECT id FROM delivery_by_status WHERE status = 'STORED'")
                        .isEmpty());
        assertThat(production
                        .database()
                        .column("SELECT type || reason FROM delivery_by_status WHERE"
                                + " status = 'PARKED'"))
                .isEmpty();
        assertThat(production.database().column("SELECT DISTINCT payload_key FROM delivery"))
                .containsExactly("it-2");
    }
}
