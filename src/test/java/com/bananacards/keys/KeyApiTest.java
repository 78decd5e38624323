package com.bananacards.keys;

import static com.bananacards.testsupport.Refusals.assertProblem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.BrowserCrypto;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.WebhookSender;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What is published for browsers, what they encrypt to it, and what the operator sees of keys. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class KeyApiTest {

    private static final String PIN = "739104";

    private final Api merchant = Api.merchant();

    private Map<String, Object> key() {
        return merchant.get("/v1/keys").jsonPath().getMap("keys[0]");
    }

    private String pin(String card) {
        return BrowserCrypto.encrypt(key(), "pin", PIN, card);
    }

    private Response activate(String card, Object body) {
        return merchant.patiently().body(body).post("/v1/cards/" + card + "/activate");
    }

    private Response setPin(String card, Object body) {
        return merchant.request().body(body).put("/v1/cards/" + card + "/pin");
    }

    @Test
    void theKeyIsThereForEveryRoleAndMayBeKeptForAWhile() {
        for (Api caller : List.of(
                merchant, Api.operator(), Api.cardholder(UUID.randomUUID().toString()))) {
            Response answer = caller.get("/v1/keys");
            answer.then().statusCode(200);
            assertThat(answer.header("Cache-Control")).isEqualTo("private, max-age=300");
            assertThat(answer.jsonPath().getList("keys")).hasSize(1);
            assertThat(answer.jsonPath().<String, Object>getMap("keys[0]"))
                    .containsOnlyKeys("kty", "kid", "use", "alg", "n", "e")
                    .containsEntry("alg", "RSA-OAEP-256")
                    .containsEntry("use", "enc");
        }
    }

    @Test
    void aCardIsActivatedAndItsPinChangedByWhatTheBrowserEncrypted() {
        String card = merchant.assignedCard();

        activate(card, Map.of("pin_jwe", pin(card))).then().statusCode(200);
        setPin(card, Map.of("pin_jwe", pin(card))).then().statusCode(204);

        assertThat(merchant.card(card).getString("status")).isEqualTo("ACTIVE");
    }

    @Test
    void aCardIsAssignedByANumberThatTheBrowserEncrypted() {
        String holder = merchant.approvedCardholder();
        String number = Api.stockedNumber();
        Map<String, Object> body = new HashMap<>(Api.assignment(holder, number));
        body.remove("card_number");
        body.put("card_number_jwe", BrowserCrypto.encrypt(key(), "card_number", number, holder));

        Response answer = merchant.patiently().body(body).post("/v1/cards/physical");

        answer.then().statusCode(200);
        assertThat(merchant.card(answer.path("card_id")).getString("last4"))
                .isEqualTo(number.substring(number.length() - 4));
    }

    /** The digest is of what was encrypted: a retry may encrypt anew, or be the very same. */
    @Test
    void aRepeatedRequestIsTheSameHoweverItsPinWasEncrypted() {
        String card = merchant.assignedCard();
        String idempotencyKey = UUID.randomUUID().toString();
        String path = "/v1/cards/" + card + "/activate";
        String jwe = pin(card);
        Response first =
                merchant.request(idempotencyKey).body(Map.of("pin_jwe", jwe)).post(path);
        first.then().statusCode(202);

        for (Map<String, String> again :
                List.of(Map.of("pin_jwe", jwe), Map.of("pin_jwe", pin(card)), Map.of("pin", PIN))) {
            Response repeated = merchant.request(idempotencyKey).body(again).post(path);
            assertThat(repeated.header("Idempotent-Replayed")).isEqualTo("true");
            assertThat(repeated.<String>path("id")).isEqualTo(first.path("id"));
        }
        assertProblem(
                merchant.request(idempotencyKey)
                        .body(Map.of(
                                "pin_jwe", BrowserCrypto.encrypt(key(), "pin", "739105", card)))
                        .post(path),
                422,
                "idempotency_key_reused");
    }

    @Test
    void whatIsNotEncryptedForThisCardJustNowIsRefused() {
        String card = merchant.activeCard();
        String other = merchant.activeCard();
        long now = System.currentTimeMillis() / 1000;
        Map<String, Object> key = key();
        JsonObject header = new JsonObject()
                .put("alg", "RSA-OAEP-256")
                .put("enc", "A256GCM")
                .put("kid", key.get("kid"));
        String claims = "{\"pin\":\"" + PIN + "\",\"sub\":\"" + card + "\",\"iat\":" + now + "}";
        String good = pin(card);
        for (String jwe : List.of(
                pin(other),
                BrowserCrypto.encrypt(key, "card_number", PIN, card),
                BrowserCrypto.encrypt(key, "pin", PIN, card, now - 301),
                BrowserCrypto.encrypt(key, "pin", PIN, card, now + 120),
                BrowserCrypto.compact(key, header, claims.replace(",\"iat\":" + now, "")),
                BrowserCrypto.compact(key, header, claims.replace("{", "{\"pin\":\"1\",")),
                BrowserCrypto.compact(key, header.copy().put("zip", "DEF"), claims),
                BrowserCrypto.compact(key, header.copy().put("crit", List.of("b64")), claims),
                BrowserCrypto.compact(key, header.copy().put("alg", "RSA-OAEP"), claims),
                BrowserCrypto.compact(key, header.copy().put("alg", "dir"), claims),
                BrowserCrypto.compact(key, header.copy().put("enc", "A128CBC-HS256"), claims),
                BrowserCrypto.compact(key, header.copy().put("kid", "another"), claims),
                BrowserCrypto.compact(key, header.copy().put("kid", 5), claims),
                good.substring(0, good.length() - 2) + (good.endsWith("AA") ? "BB" : "AA"),
                "no jwe",
                "....",
                "a.b.c")) {
            Response refused = setPin(card, Map.of("pin_jwe", jwe));
            assertProblem(refused, 400, "validation_failed");
            assertThat(refused.jsonPath().getList("errors.pointer")).containsExactly("/pin_jwe");
            assertThat(refused.asString()).doesNotContain(PIN).doesNotContain("jose");
        }
    }

    @Test
    void itIsInsteadOfThePlainOneAndNotBesideIt() {
        String card = merchant.activeCard();

        Response both = setPin(card, Map.of("pin_jwe", pin(card), "pin", PIN));
        Response short5 =
                setPin(card, Map.of("pin_jwe", BrowserCrypto.encrypt(key(), "pin", "12345", card)));
        Response neither = setPin(card, Map.of());

        assertThat(both.jsonPath().getList("errors.code")).containsExactly("not_allowed");
        assertThat(short5.jsonPath().getList("errors.code")).containsExactly("size");
        assertThat(short5.jsonPath().getList("errors.pointer")).containsExactly("/pin_jwe");
        assertThat(neither.jsonPath().getList("errors.code")).containsExactly("required");
        assertProblem(
                activate(merchant.virtualCard(), Map.of("pin_jwe", "x")), 400, "validation_failed");
    }

    @Test
    void theOperatorSeesWhichKeysAreUsedAndWhichMayGo() {
        JsonObject before = one("SECRET", true);
        WebhookSender.deliver("CARD_BALANCE_CHANGE", Map.of("card_id", 1, "amount", 2));

        JsonObject after = one("SECRET", true);

        assertThat(after.getLong("uses")).isGreaterThan(before.getLong("uses"));
        assertThat(after.getString("id")).matches("[0-9a-f]{12}");
        assertThat(after.getBoolean("safe_to_retire")).isFalse();
        assertThat(one("BROWSER", true).getString("id")).isEqualTo(key().get("kid"));
        assertThat(one("DATA", true).getString("id")).isEqualTo("test-1");
        await().untilAsserted(() -> {
            JsonObject old = one("DATA", false);
            assertThat(old.getString("id")).isEqualTo("test-0");
            assertThat(old.getLong("dependents")).isZero();
            assertThat(old.getBoolean("safe_to_retire")).isTrue();
        });
        assertThat(one("FINGERPRINT", true).getLong("dependents")).isPositive();
    }

    @Test
    void keysAreForOperatorsOnly() {
        assertProblem(merchant.get("/v1/admin/keys"), 403, "forbidden");
        assertProblem(
                Api.cardholder(UUID.randomUUID().toString()).get("/v1/admin/keys"),
                403,
                "forbidden");
    }

    private static JsonObject one(String kind, boolean current) {
        return new JsonObject(Api.operator().get("/v1/admin/keys").asString())
                .getJsonArray("data").stream()
                        .map(JsonObject.class::cast)
                        .filter(one -> one.getString("kind").equals(kind))
                        .filter(one -> one.getBoolean("current") == current)
                        .findFirst()
                        .orElseThrow();
    }
}
