package com.bananacards.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.sensitive.OldKeys;
import com.bananacards.sensitive.Sealed;
import com.bananacards.sensitive.Sealing;
import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.WebhookSender;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Payloads are kept no longer than they must be, and no code outlives its time. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class PayloadsApiTest {

    private static final String CODE = "739214";

    @Inject
    Pool pool;

    @Inject
    Sealing sealing;

    private final Api merchant = Api.merchant();

    /** A delivery as the database has it. */
    private record Kept(UUID id, String status, String json, String key, boolean hasCode) {}

    private Kept kept(String type, long card) {
        return await().until(
                        () -> find(type, card),
                        row -> row != null && !row.status().equals("STORED"));
    }

    private Kept find(String type, long card) {
        for (Row row : run(
                "SELECT * FROM delivery_now WHERE type = $1 AND issuer_card_id = $2",
                Tuple.of(type, card))) {
            UUID id = row.getUUID("id");
            Buffer payload = row.getBuffer("payload");
            String key = row.getString("payload_key");
            String json = payload == null
                    ? null
                    : new String(sealing.open(new Sealed(key, payload.getBytes()), Arrivals.row(id))
                            .orElseThrow());
            boolean code = row.getOffsetDateTime("code_until") != null;
            return new Kept(id, row.getString("status"), json, key, code);
        }
        return null;
    }

    private Iterable<Row> run(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).await().atMost(Duration.ofSeconds(10));
    }

    private static long nobody() {
        return ThreadLocalRandom.current().nextLong(1L << 41, 1L << 42);
    }

    private static Map<String, Object> walletCode(long card, long expiresIn) {
        long now = System.currentTimeMillis();
        Map<String, Object> payload = new HashMap<>();
        payload.put("card_id", card);
        payload.put("code", CODE);
        payload.put("wallet", "Google Pay");
        payload.put("message", "Your code is " + CODE + ", not 111222");
        payload.put("expire_time", now + expiresIn);
        payload.put("occur_time", now);
        return payload;
    }

    @Test
    void aWalletCodeIsTakenOutWhenItExpiresAndTheRestStays() {
        long card = merchant.issuerCard(merchant.activeCard());

        WebhookSender.deliver("CARD_VERIFICATION", walletCode(card, 4_000));

        Kept before = kept("CARD_VERIFICATION", card);
        assertThat(before.json()).contains("\"code\":\"" + CODE + "\"");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !find("CARD_VERIFICATION", card).hasCode());
        Kept after = find("CARD_VERIFICATION", card);
        assertThat(after.json())
                .doesNotContain(CODE)
                .doesNotContain("111222")
                .doesNotContain("\"code\"");
        assertThat(new JsonObject(after.json()).getString("wallet")).isEqualTo("Google Pay");
        assertThat(after.status()).isEqualTo("APPLIED");
        assertThat(before.json()).isNotEqualTo(after.json());
    }

    @Test
    void aCodeUnderAnyTypeIsTakenOutThoughItsDeliveryIsParked() {
        long card = nobody();
        String type = "CARD_RECHARGE_RESULT";

        WebhookSender.deliver(type, walletCode(card, 1));
        kept(type, card);
        run("UPDATE delivery SET code_until = now() WHERE issuer_card_id = $1", Tuple.of(card));

        await().until(() -> !find(type, card).hasCode());
        assertThat(find(type, card).json()).doesNotContain(CODE);
        assertThat(find(type, card).status()).isEqualTo("PARKED");
    }

    /** The key may come back: until then it is not said that the code is out. */
    @Test
    void aCodeThatDoesNotOpenIsLookedForAgain() {
        long card = nobody();
        WebhookSender.deliver("CARD_RECHARGE_RESULT", walletCode(card, 1));
        kept("CARD_RECHARGE_RESULT", card);
        run(
                "UPDATE delivery SET payload_key = 'gone', code_until = now() - interval '1 minute'"
                        + " WHERE issuer_card_id = $1",
                Tuple.of(card));

        String later = "SELECT 1 FROM delivery WHERE issuer_card_id = $1 AND code_until > now()";
        await().untilAsserted(() -> assertThat(run(later, Tuple.of(card))).hasSize(1));
    }

    @Test
    void anOldPayloadIsPurgedAndItsRowStillKnowsTheDelivery() {
        long card = merchant.issuerCard(merchant.virtualCard());
        long waiting = nobody();
        Map<String, Object> change = Map.of(
                "card_id",
                card,
                "amount",
                5,
                "available",
                5,
                "occur_time",
                System.currentTimeMillis() + 60_000);
        Map<String, Object> envelope = WebhookSender.envelope("CARD_BALANCE_CHANGE", change);
        WebhookSender.post(envelope).then().statusCode(200);
        parkOneThatWaits(waiting);
        UUID id = await().until(() -> findNewest(card), found -> found != null);

        run(
                "UPDATE delivery SET received_at = now() - interval '91 days'"
                        + " WHERE id = $1 OR issuer_card_id = $2",
                Tuple.of(id, waiting));

        await().until(() -> payloadIsGone(id));
        assertThat(find("CARD_STATUS_CHANGE", waiting).json())
                .as("it is still to be tried again")
                .isNotNull();
        var shown = Api.operator().get("/v1/admin/deliveries/" + id);
        shown.then().statusCode(200);
        assertThat(shown.<Object>path("payload")).isNull();
        WebhookSender.post(envelope).then().statusCode(200);
        assertThat(findNewest(card)).as("no second row").isEqualTo(id);
    }

    private void parkOneThatWaits(long waiting) {
        WebhookSender.deliver(
                "CARD_STATUS_CHANGE",
                Map.of(
                        "card_id",
                        waiting,
                        "status",
                        "SUCCESS",
                        "card_status",
                        "LOCKED",
                        "occur_time",
                        System.currentTimeMillis()));
        kept("CARD_STATUS_CHANGE", waiting);
    }

    private UUID findNewest(long card) {
        for (Row row : run(
                "SELECT id FROM delivery_now WHERE type = 'CARD_BALANCE_CHANGE' AND issuer_card_id"
                        + " = $1 AND source = 'WEBHOOK' AND status <> 'STORED' ORDER BY id DESC",
                Tuple.of(card))) {
            return row.getUUID("id");
        }
        return null;
    }

    private boolean payloadIsGone(UUID id) {
        return run("SELECT 1 FROM delivery WHERE id = $1 AND payload IS NULL", Tuple.of(id))
                .iterator()
                .hasNext();
    }

    @Test
    void whatAnOlderKeySealedIsSealedAnewAndReadsTheSame() {
        long card = nobody();
        WebhookSender.deliver("CARD_BALANCE_CHANGE", Map.of("card_id", card, "amount", 7));
        Kept fresh = kept("CARD_BALANCE_CHANGE", card);
        Sealed old = OldKeys.sealing().seal(fresh.json().getBytes(), Arrivals.row(fresh.id()));

        run(
                "UPDATE delivery SET payload = $1, payload_key = $2 WHERE id = $3",
                Tuple.of(Buffer.buffer(old.bytes()).getDelegate(), old.keyId(), fresh.id()));
        assertThat(old.keyId()).isEqualTo("test-0");

        await().until(() -> find("CARD_BALANCE_CHANGE", card).key().equals("test-1"));
        assertThat(find("CARD_BALANCE_CHANGE", card).json()).isEqualTo(fresh.json());
    }
}
