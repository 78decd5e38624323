package com.bananacards.cards;

import static com.bananacards.testsupport.Refusals.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.operations.SeenPan;
import com.bananacards.sensitive.Fingerprint;
import com.bananacards.sensitive.Fingerprints;
import com.bananacards.sensitive.OldKeys;
import com.bananacards.sensitive.Pan;
import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Faults;
import com.bananacards.testsupport.Surroundings;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A number is known by its trace under any active key, and is traced anew when it is seen again. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class NumberRotationApiTest {

    @Inject
    Pool pool;

    @Inject
    Fingerprints fingerprints;

    @Inject
    CardNumbers numbers;

    private final Api merchant = Api.merchant();
    private final String number = Api.unknownNumber();

    private String assigned() {
        com.bananacards.testsupport.SandboxControl.post(
                "/stock", Map.of("card_numbers", List.of(number)));
        Response answer = merchant.patiently()
                .body(Api.assignment(merchant.approvedCardholder(), number))
                .post("/v1/cards/physical");
        answer.then().statusCode(200);
        return answer.path("card_id");
    }

    private Pan pan() {
        return Pan.parse(number).orElseThrow();
    }

    private void trace(String card, Fingerprint fingerprint) {
        run(
                "UPDATE card SET pan_fingerprint = $1, pan_key = $2 WHERE id = $3 RETURNING id",
                Tuple.of(
                        Buffer.buffer(fingerprint.bytes()),
                        fingerprint.keyId(),
                        UUID.fromString(card)));
    }

    private Iterable<Row> run(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).await().atMost(Duration.ofSeconds(10));
    }

    private String keyOf(String card) {
        return run("SELECT pan_key FROM card WHERE id = $1", Tuple.of(UUID.fromString(card)))
                .iterator()
                .next()
                .getString("pan_key");
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        java.util.concurrent.ThreadLocalRandom.current().nextBytes(bytes);
        return bytes;
    }

    private String firstKey() {
        return fingerprints.of(pan()).getFirst().keyId();
    }

    private void activate(String card) {
        merchant.patiently()
                .body(Map.of("pin", "483921"))
                .post("/v1/cards/" + card + "/activate")
                .then()
                .statusCode(200);
    }

    @Test
    void aNumberThatAnOlderKeyTracedIsKnownAndTracedAnewWhenItIsAskedFor() {
        String card = assigned();
        assertThat(keyOf(card)).isEqualTo(firstKey());
        trace(card, OldKeys.fingerprints().of(pan()).getFirst());
        assertThat(keyOf(card)).isNotEqualTo(firstKey());

        Response again = merchant.request()
                .body(Api.assignment(merchant.approvedCardholder(), number))
                .post("/v1/cards/physical");

        assertProblem(again, 409, "card_already_assigned");
        assertThat(keyOf(card)).isEqualTo(firstKey());
    }

    @Test
    void anActivationTracesTheNumberAnew() {
        String card = assigned();
        trace(card, OldKeys.fingerprints().of(pan()).getFirst());

        activate(card);

        assertThat(keyOf(card)).isEqualTo(firstKey());
    }

    @Test
    void aTraceWhoseKeyIsGoneSaysNothingAndIsReplacedWhenTheNumberComes() {
        String card = assigned();
        trace(card, new Fingerprint("0123456789ab", random(32)));

        activate(card);

        assertThat(keyOf(card)).isEqualTo(firstKey());
        assertThat(merchant.card(card).getString("last4")).isEqualTo(number.substring(12));
    }

    /** With one key the database's own rule holds when it is meant; a dry run, which inserts nothing, has to look. */
    @Test
    void anOpenAssignmentIsSeenUnderTheOnlyKeyToo() throws Throwable {
        String holder = merchant.approvedCardholder();
        long user = merchant.issuerUser(holder);
        Faults.onWebhook("FORGET", "CARD_ASSIGN_RESULT", user, Map.of());
        Faults.onCall("REFUSE", "INFORMATION", user, Map.of("times", 1_000));
        SeenPan underOneKey = new SeenPan(pan().last4(), fingerprints.of(pan()).subList(0, 1));
        assertThat(isTaken(underOneKey)).isFalse();
        com.bananacards.testsupport.SandboxControl.post(
                "/stock", Map.of("card_numbers", List.of(number)));
        merchant.request()
                .body(Api.assignment(holder, number))
                .post("/v1/cards/physical")
                .then()
                .statusCode(202);

        assertThat(isTaken(underOneKey)).isTrue();

        Faults.clear();
    }

    private boolean isTaken(SeenPan pan) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(
                () -> Panache.withTransaction(() -> numbers.isTaken(pan)));
    }

    @Test
    void ofManyAssignmentsOfOneNumberAtOnceOneIsTaken() {
        com.bananacards.testsupport.SandboxControl.post(
                "/stock", Map.of("card_numbers", List.of(number)));
        List<String> holders = IntStream.range(0, 6)
                .mapToObj(one -> merchant.approvedCardholder())
                .toList();

        List<Integer> statuses = holders.stream()
                .map(holder -> CompletableFuture.supplyAsync(() -> merchant.request()
                        .body(Api.assignment(holder, number))
                        .post("/v1/cards/physical")
                        .statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();

        assertThat(statuses).containsExactly(202, 409, 409, 409, 409, 409);
    }

    @Test
    void anIdempotencyKeyFromBeforeTheRotationStillAnswers() {
        String card = merchant.activeCard();
        String key = UUID.randomUUID().toString();
        String path = "/v1/cards/" + card + "/lock";
        Response first = merchant.request(key).body(Map.of()).post(path);
        first.then().statusCode(202);
        Fingerprint old = OldKeys.fingerprints().ofBody("{}").getFirst();
        run(
                "UPDATE idempotency_key SET digest = $1, digest_key = $2 WHERE key = $3 RETURNING"
                        + " 1",
                Tuple.of(Buffer.buffer(old.bytes()), old.keyId(), key));

        Response again = merchant.request(key).body(Map.of()).post(path);

        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.<String>path("id")).isEqualTo(first.path("id"));
    }
}
