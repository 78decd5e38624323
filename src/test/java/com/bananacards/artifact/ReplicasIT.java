package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.EventClient;
import com.bananacards.testsupport.EventClient.Event;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.ServiceProcess;
import com.bananacards.testsupport.TableLock;
import com.bananacards.testsupport.Tokens;
import com.bananacards.testsupport.WebhookRelay;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Two replicas on one database, webhooks at either or both, and clients of the event stream at both. One replica is
 * killed (SIGKILL) in the middle; its clients go on at the other.
 */
class ReplicasIT {

    private static final int CARDS = 6;
    private static final int CHANGES = 40;
    private static final int MISSED = 12;
    private static final int CLIENTS_OF_A_REPLICA = 10;
    private static final Duration SETTLED = Duration.ofSeconds(90);

    private static Production production;
    private static ServiceProcess second;
    private static WebhookRelay relay;

    private final Api merchant = Api.merchant();

    @BeforeAll
    static void start() {
        production = Production.start(
                "replicas",
                Map.of(
                        "SETTLEMENT_SEND_LEASE", "3S",
                        "SETTLEMENT_FIRST_CHECK", "1S",
                        "RECONCILIATION_EVERY", "1S",
                        "BANANATECH_REQUEST_TIMEOUT", "2S"));
        second = production.startReplica();
        relay = WebhookRelay.to(List.of(production.service(), second));
    }

    @AfterAll
    static void end() {
        relay.close();
        production.close();
    }

    /** A client with what it is to see. */
    private record Watcher(EventClient client, String begun, String cardholder) {

        List<String> ids() {
            return client.events().stream().map(Event::id).toList();
        }

        /** What the journal has for it, as the database tells it. */
        List<String> expected() {
            String narrowed = cardholder == null ? "" : " AND cardholder_id = '" + cardholder + "'";
            return production
                    .database()
                    .column("SELECT txid || '-' || position FROM journal WHERE event IS NOT NULL"
                            + " AND (txid, position) > ('" + begun.replace("-", "', '") + "')"
                            + narrowed + " ORDER BY journal.txid, position");
        }
    }

    @Test
    void everyClientIsToldEachChangeOnceAndInOrderThoughItsReplicaIsKilled() {
        List<String> holders = IntStream.range(0, CARDS)
                .mapToObj(one -> merchant.approvedCardholder())
                .toList();
        List<Watcher> atTheFirst = watchers(List.of(production.url(), second.url()), holders);
        List<Watcher> atTheSecond = watchers(List.of(second.url(), production.url()), holders);
        List<Watcher> all = new ArrayList<>(atTheFirst);
        all.addAll(atTheSecond);

        List<String> cards = holders.stream().map(this::activeCard).toList();
        AtomicInteger changes = new AtomicInteger();
        List<CompletableFuture<Void>> users = cards.stream()
                .map(card -> new CardUser(List.of(production.url(), second.url()), card))
                .map(user -> CompletableFuture.runAsync(
                        () -> user.change(CHANGES, changes::incrementAndGet),
                        command -> Thread.ofVirtual().start(command)))
                .toList();
        await().atMost(SETTLED).until(() -> changes.get() >= CARDS * CHANGES / 4);
        killTheSecondAndLetItsClientsMissSomething(atTheSecond, changes);
        users.forEach(CompletableFuture::join);

        await().atMost(SETTLED).until(ReplicasIT::nothingIsOpen);
        all.forEach(this::hasSeenAllOnceAndInOrder);
        assertThat(all.getFirst().ids()).hasSizeGreaterThan(CARDS * CHANGES * 3);
        cards.forEach(card -> everybodyEndsWithTheStateOf(card, all));
        System.out.printf(
                "%d clients, %d cards, %d changes: %d events each, none missed, none twice%n",
                all.size(), CARDS, changes.get(), all.getFirst().ids().size());
    }

    private List<Watcher> watchers(List<String> replicas, List<String> holders) {
        return IntStream.range(0, CLIENTS_OF_A_REPLICA)
                .mapToObj(one -> {
                    String holder = one % 2 == 0 ? null : holders.get(one / 2 % CARDS);
                    String token = holder == null ? Tokens.merchant() : Tokens.cardholder(holder);
                    EventClient client = EventClient.open(
                            replicas.stream().map(url -> url + "/v1/events").toList(), token, null);
                    return new Watcher(client, client.position(), holder);
                })
                .toList();
    }

    private String activeCard(String holder) {
        String card = merchant.assignedCard(holder);
        merchant.patiently()
                .body(Map.of("pin", "483921"))
                .post("/v1/cards/" + card + "/activate")
                .then()
                .statusCode(200);
        return card;
    }

    private static void killTheSecondAndLetItsClientsMissSomething(
            List<Watcher> its, AtomicInteger changes) {
        its.forEach(watcher -> watcher.client().stayAway(true));
        second.kill();
        int killedAt = changes.get();
        await().atMost(SETTLED).until(() -> changes.get() >= killedAt + MISSED);
        its.forEach(watcher -> {
            assertThat(watcher.client().connections()).isEqualTo(1);
            watcher.client().stayAway(false);
        });
    }

    private static boolean nothingIsOpen() {
        return production
                        .database()
                        .column("SELECT id FROM operation WHERE status NOT IN ('SUCCEEDED',"
                                + " 'FAILED')")
                        .isEmpty()
                && production
                        .database()
                        .column("SELECT id FROM delivery_by_status WHERE status = 'STORED'")
                        .isEmpty();
    }

    private void hasSeenAllOnceAndInOrder(Watcher watcher) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(watcher.ids())
                        .as("told to a client of " + watcher.cardholder())
                        .containsExactlyElementsOf(watcher.expected()));
        assertThat(watcher.ids()).isNotEmpty().doesNotHaveDuplicates();
        assertInOrder(watcher.client().events());
    }

    /** The line's number is taken while the card's or operation's row is held: it grows as that thing changes. */
    private static void assertInOrder(List<Event> events) {
        Map<String, Long> last = new LinkedHashMap<>();
        for (Event event : events) {
            String thing = event.name() + new JsonObject(event.data()).getString("id");
            long line = Long.parseLong(event.id().replaceAll(".*-", ""));
            Long before = last.put(thing, line);
            assertThat(before == null || before < line)
                    .as(thing + ": " + before + " told before " + line)
                    .isTrue();
        }
    }

    private void everybodyEndsWithTheStateOf(String card, List<Watcher> all) {
        String holder = merchant.card(card).getString("cardholder_id");
        for (Watcher watcher : all) {
            if (watcher.cardholder() == null || watcher.cardholder().equals(holder)) {
                assertThat(lastTold("card.updated", card, watcher.client()))
                        .isEqualTo(merchant.card(card).getString("status"));
            }
        }
    }

    private static String lastTold(String name, String id, EventClient client) {
        return statuses(name, id, client).getLast();
    }

    private static List<String> statuses(String name, String id, EventClient client) {
        return client.events().stream()
                .filter(event -> event.name().equals(name))
                .map(event -> new JsonObject(event.data()))
                .filter(data -> data.getString("id").equals(id))
                .map(data -> data.getString("status"))
                .toList();
    }

    /**
     * The worker's transaction is older than the one that records the issuer's answer, and waits while that one
     * commits: what it then does comes after it, though the number of its transaction is smaller.
     */
    @Test
    void whatHappensLaterIsToldLaterThoughItsTransactionBeganEarlier() {
        String card = merchant.activeCard();
        long issuerCard = merchant.issuerCard(card);
        EventClient client = EventClient.open(
                List.of(production.url() + "/v1/events?card_id=" + card), Tokens.merchant(), null);
        client.position();
        SandboxControl.put("/settings", Map.of("result_after_ms", 500));
        SandboxControl.post(
                "/faults",
                Map.of(
                        "kind",
                        "LATE",
                        "match",
                        Map.of("endpoint", "UPDATE_STATUS", "card_id", issuerCard),
                        "times",
                        1,
                        "delay_ms",
                        1_700));
        int calls = SandboxControl.calls("UPDATE_STATUS");
        CompletableFuture<String> locking = CompletableFuture.supplyAsync(
                () -> merchant.request().post("/v1/cards/" + card + "/lock").path("id"));
        await().until(() -> SandboxControl.calls("UPDATE_STATUS") > calls);
        try (TableLock held = production.database().lock("card")) {
            await().until(production.database()::somebodyWaits);
            assertThat(locking).isNotDone();
            locking.join();
        }
        String operation = locking.join();

        assertThat(merchant.settled(operation).getString("status")).isEqualTo("SUCCEEDED");
        await().until(() -> statuses("operation.updated", operation, client).size() >= 3);
        assertThat(statuses("operation.updated", operation, client))
                .containsExactly("REQUESTED", "PENDING", "SUCCEEDED");
        SandboxControl.put("/settings", Map.of("result_after_ms", 30));
        client.close();
    }
}
