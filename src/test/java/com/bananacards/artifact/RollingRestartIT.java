package com.bananacards.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Balancer;
import com.bananacards.testsupport.EventClient;
import com.bananacards.testsupport.Production;
import com.bananacards.testsupport.SandboxControl;
import com.bananacards.testsupport.ServiceProcess;
import com.bananacards.testsupport.Tokens;
import com.bananacards.testsupport.WebhookSender;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Three replicas on one database behind a balancer that knows only their readiness, under load: users, webhooks and
 * clients of the event stream all come through it. One after the other is replaced; one is killed; one stands still; the
 * database is restarted.
 *
 * <p>{@code -Dprevious.jar=…/quarkus-run.jar} has the first replicas be of that version, on this version's schema.
 */
class RollingRestartIT {

    private static final int REPLICAS = 3;
    private static final int USERS = 6;
    private static final int CLIENTS = 6;
    private static final int SOME = 12;
    private static final Duration SETTLED = Duration.ofSeconds(90);
    private static final Duration STILL = Duration.ofSeconds(3);

    private final Api merchant = Api.merchant();
    private final List<ServiceProcess> replicas = new ArrayList<>();
    private final Map<EventClient, String> clients = new LinkedHashMap<>();
    private Production production;
    private Balancer balancer;
    private List<SteadyUser> users;
    private List<CompletableFuture<Void>> work;

    @BeforeEach
    void startUnderLoad() {
        production = Production.start(
                "rolling",
                Map.of(
                        "QUARKUS_SHUTDOWN_DELAY", "3S",
                        // Four replicas at once, of the 60 that this database has.
                        "QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE", "8",
                        "SETTLEMENT_SEND_LEASE", "3S",
                        "SETTLEMENT_FIRST_CHECK", "2S",
                        "RECONCILIATION_EVERY", "2S",
                        "BANANATECH_REQUEST_TIMEOUT", "2S"));
        replicas.add(production.startPreviousReplica());
        replicas.add(production.startPreviousReplica());
        List<String> cards =
                IntStream.range(0, USERS).mapToObj(one -> merchant.activeCard()).toList();
        replicas.add(production.service());
        balancer = Balancer.before(replicas);
        SandboxControl.put("/settings", Map.of("webhook_url", balancer.url() + WebhookSender.PATH));
        for (int one = 0; one < CLIENTS; one++) {
            EventClient client = EventClient.open(
                    List.of(balancer.url() + "/v1/events"), Tokens.merchant(), null);
            clients.put(client, client.position());
        }
        users = cards.stream().map(card -> new SteadyUser(balancer.url(), card)).toList();
        work = users.stream()
                .map(user -> CompletableFuture.runAsync(
                        user::work, command -> Thread.ofVirtual().start(command)))
                .toList();
        someChanges();
    }

    @AfterEach
    void end() {
        users.forEach(SteadyUser::stop);
        clients.keySet().forEach(EventClient::close);
        balancer.close();
        production.close();
    }

    private void someChanges() {
        int before = changes();
        await().atMost(SETTLED).until(() -> changes() >= before + SOME);
    }

    private int changes() {
        return users.stream().mapToInt(SteadyUser::changes).sum();
    }

    private List<String> failures() {
        return users.stream().flatMap(user -> user.failures().stream()).toList();
    }

    @Test
    void aRollingRestartFailsNoRequestAndNoWebhook() throws IOException, InterruptedException {
        for (ServiceProcess old : List.copyOf(replicas)) {
            balancer.add(startOne());
            old.beginStop();
            drainsWhileItServes(old);
            assertThat(old.endsWithin(Duration.ofSeconds(20))).isTrue();
            balancer.remove(old);
            someChanges();
        }
        settle();

        assertThat(failures()).isEmpty();
        assertThat(column("SELECT id FROM operation WHERE status = 'FAILED'")).isEmpty();
        assertThat(balancer.broken()).isEmpty();
        assertThat(balancer.passedOver()).isZero();
        assertThat(webhookAnswers()).hasSizeGreaterThan(SOME).containsOnly(200);
        assertThat(clients.keySet()).allMatch(client -> client.connections() > 1);
        nothingIsLostOrDoubled();
        tell("rolling restart of three");
    }

    private ServiceProcess startOne() {
        ServiceProcess fresh = production.startReplica();
        replicas.add(fresh);
        return fresh;
    }

    /** First it says that it is not ready; then it still answers, and lets go of the connection. */
    private void drainsWhileItServes(ServiceProcess old) throws IOException, InterruptedException {
        await().atMost(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> old.readiness() == 503);
        HttpRequest request = HttpRequest.newBuilder(URI.create(old.url() + "/v1/operations"))
                .header("Authorization", "Bearer " + Tokens.merchant())
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Connection")).hasValue("close");
        }
    }

    @Test
    void whatIsAcknowledgedOutlivesAKilledReplicaAndAPausedOne() {
        ServiceProcess killed = replicas.get(0);
        ServiceProcess paused = replicas.get(1);
        killed.kill();
        someChanges();
        paused.pause();
        paused.endsWithin(STILL);
        paused.resume();
        someChanges();
        settle();

        assertThat(balancer.broken())
                .allMatch(one -> one.startsWith(killed.url()) || one.startsWith(paused.url()));
        assertThat(failures().size()).isLessThanOrEqualTo(2 * USERS);
        nothingIsLostOrDoubled();
        tell("one killed, one paused: " + balancer.broken().size() + " exchanges broken,");
    }

    @Test
    void whatIsAcknowledgedOutlivesARestartOfTheDatabase() {
        production.database().stop();
        production.database().start();
        someChanges();
        settle();

        assertThat(balancer.broken()).isEmpty();
        assertThat(failures()).allMatch(failure -> failure.startsWith("503 "));
        nothingIsLostOrDoubled();
        tell("database restarted:");
    }

    private void settle() {
        users.forEach(SteadyUser::stop);
        work.forEach(CompletableFuture::join);
        await().atMost(SETTLED).untilAsserted(() -> {
            assertThat(column("SELECT id FROM operation WHERE status NOT IN ('SUCCEEDED',"
                            + " 'FAILED')"))
                    .isEmpty();
            assertThat(column("SELECT id FROM delivery_by_status WHERE status IN ('STORED',"
                            + " 'PARKED')"))
                    .isEmpty();
        });
    }

    private List<String> column(String sql) {
        return production.database().column(sql);
    }

    /** Each change that somebody was told of is one operation and one move of the card; everybody was told of it once. */
    private void nothingIsLostOrDoubled() {
        assertThat(column("SELECT id FROM operation WHERE kind IN ('CARD_LOCK', 'CARD_UNLOCK')"
                        + " AND status = 'SUCCEEDED'"))
                .hasSize(changes());
        assertThat(column("SELECT position FROM journal WHERE kind IN ('CardLocked',"
                        + " 'CardUnlocked')"))
                .hasSize(changes());
        clients.forEach((client, begun) -> await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(ids(client))
                        .as("what a client was told since " + begun)
                        .containsExactlyElementsOf(since(begun))));
    }

    private static List<String> ids(EventClient client) {
        return client.events().stream().map(EventClient.Event::id).toList();
    }

    private List<String> since(String begun) {
        return column("SELECT txid || '-' || position FROM journal WHERE event IS NOT NULL"
                + " AND (txid, position) > ('" + begun.replace("-", "', '")
                + "') ORDER BY journal.txid, position");
    }

    /** How each webhook was answered, at each attempt; 0 for not at all. */
    private static List<Integer> webhookAnswers() {
        List<Integer> answers =
                SandboxControl.get("/state").getList("webhook_attempts.status_code");
        return answers.stream().map(status -> status == null ? 0 : status).toList();
    }

    private void tell(String what) {
        System.out.printf(
                "%s %d changes, %d answers, %d failed, %d webhooks, %d not 200, streams came back"
                        + " %s%n",
                what,
                changes(),
                users.stream().mapToInt(SteadyUser::answered).sum(),
                failures().size(),
                webhookAnswers().size(),
                webhookAnswers().stream().filter(status -> status != 200).count(),
                clients.keySet().stream().map(EventClient::connections).toList());
    }
}
