package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.SandboxControl;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The service killed at moments that nobody chose, under merchants that repeat what was not answered. */
class RandomKillsIT {

    private static final long SEED = 20_260_731L;
    private static final int KILLS = 10;
    private static final int MERCHANTS = 4;
    private static final int LONGEST_LIFE_MILLIS = 4_000;
    private static final Duration SETTLED = Duration.ofSeconds(60);
    private static final List<String> SHOWN =
            List.of("SUCCEEDED", "FAILED", "UNKNOWN", "IN_REVIEW");

    private static Production production;

    private final AtomicBoolean over = new AtomicBoolean();
    private final Queue<PersistentMerchant> cardholders = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() {
        production = Production.start(
                "kills",
                Map.of(
                        "SETTLEMENT_SEND_LEASE", "3S",
                        "SETTLEMENT_FIRST_CHECK", "1S",
                        "RECONCILIATION_EVERY", "1S",
                        "BANANATECH_REQUEST_TIMEOUT", "2S"));
        SandboxControl.put("/settings", Map.of("result_after_ms", 200, "approve_after_ms", 100));
    }

    @AfterAll
    static void end() {
        production.close();
    }

    @Test
    void nothingIsLostAndNothingIsDoneTwiceHoweverOftenTheServiceIsKilled() {
        List<CompletableFuture<Void>> merchants = IntStream.range(0, MERCHANTS)
                .mapToObj(one -> CompletableFuture.runAsync(this::keepAssigning))
                .toList();
        Random moments = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            production.killServiceAfter(Duration.ofMillis(moments.nextInt(LONGEST_LIFE_MILLIS)));
            production.startService();
        }
        over.set(true);
        merchants.forEach(CompletableFuture::join);

        assertThat(cardholders).hasSizeGreaterThanOrEqualTo(MERCHANTS);
        await().atMost(SETTLED).untilAsserted(this::everyOperationIsShown);
        await().atMost(SETTLED).untilAsserted(RandomKillsIT::everyCardholderOfTheIssuerIsOurs);
        await().atMost(SETTLED).untilAsserted(RandomKillsIT::everyCardOfTheIssuerIsOurs);
        everyCallWasMadeOnce();
        everySuccessHasItsCard();
    }

    private void keepAssigning() {
        while (!over.get()) {
            PersistentMerchant merchant = new PersistentMerchant(production.url());
            cardholders.add(merchant);
            merchant.registersAndAssigns();
        }
    }

    private void everyOperationIsShown() {
        List<Map<String, Object>> operations = everyPage("/v1/operations?limit=100");

        assertThat(operations).hasSizeGreaterThanOrEqualTo(cardholders.size());
        assertThat(operations).extracting(one -> one.get("status")).isSubsetOf(SHOWN);
    }

    private static void everyCardholderOfTheIssuerIsOurs() {
        List<Integer> theirs = SandboxControl.get("/state").getList("users.user_id");

        assertThat(everyPage("/v1/cardholders?limit=100"))
                .extracting(cardholder -> cardholder.get("issuer_user_id"))
                .filteredOn(number -> number != null)
                .containsExactlyInAnyOrderElementsOf(new ArrayList<Object>(theirs));
    }

    private static void everyCardOfTheIssuerIsOurs() {
        List<Integer> theirs = SandboxControl.get("/state").getList("cards.card_id");

        assertThat(everyPage("/v1/cards?limit=100"))
                .extracting(card -> card.get("issuer_card_id"))
                .containsExactlyInAnyOrderElementsOf(new ArrayList<Object>(theirs));
    }

    private static void everyCallWasMadeOnce() {
        Map<Object, Long> assignments =
                SandboxControl.get("/calls?endpoint=ASSIGN").getList("calls.user_id").stream()
                        .collect(Collectors.groupingBy(user -> user, Collectors.counting()));
        List<String> users = SandboxControl.get("/state").getList("users.email");

        assertThat(assignments)
                .isNotEmpty()
                .allSatisfy((user, calls) -> assertThat(calls).isEqualTo(1));
        assertThat(users).doesNotHaveDuplicates();
        assertThat(SandboxControl.calls("REGISTER")).isEqualTo(users.size());
    }

    private static void everySuccessHasItsCard() {
        List<Object> made = new ArrayList<>();
        for (Map<String, Object> operation :
                everyPage("/v1/operations?kind=CARD_ASSIGN&limit=100")) {
            if ("SUCCEEDED".equals(operation.get("status"))) {
                made.add(operation.get("card_id"));
            }
        }

        assertThat(everyPage("/v1/cards?limit=100"))
                .extracting(card -> card.get("id"))
                .containsExactlyInAnyOrderElementsOf(made);
    }

    private static List<Map<String, Object>> everyPage(String path) {
        List<Map<String, Object>> rows = new ArrayList<>();
        String next = "";
        while (next != null) {
            var page = Api.merchant().get(path + (next.isEmpty() ? "" : "&after=" + next));
            page.then().statusCode(200);
            rows.addAll(page.jsonPath().getList("data"));
            next = page.path("next");
        }
        return rows;
    }
}
