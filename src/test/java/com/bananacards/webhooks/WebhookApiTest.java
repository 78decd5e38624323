package com.bananacards.webhooks;

import static com.bananacards.testsupport.Refusals.assertProblem;
import static com.bananacards.testsupport.WebhookSender.PATH;
import static com.bananacards.testsupport.WebhookSender.deliver;
import static com.bananacards.testsupport.WebhookSender.envelope;
import static com.bananacards.testsupport.WebhookSender.hmac;
import static com.bananacards.testsupport.WebhookSender.post;
import static com.bananacards.testsupport.WebhookSender.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bananacards.testsupport.Api;
import com.bananacards.testsupport.RawHttp;
import com.bananacards.testsupport.Surroundings;
import com.bananacards.testsupport.TestKeys;
import com.bananacards.testsupport.Words;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** What comes to the webhooks' door: what is genuine is kept and had once, what is not leaves no trace. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class WebhookApiTest {

    private static final String CHANGE = "CARD_STATUS_CHANGE";
    private static final AtomicLong NOBODYS_CARD = new AtomicLong(8_800_000_000L);

    private final Api merchant = Api.merchant();
    private final long now = System.currentTimeMillis() + 60_000;

    private static Map<String, Object> change(long card, String status, long at) {
        return Map.of(
                "card_id", card, "status", "SUCCESS", "card_status", status, "occur_time", at);
    }

    private long issuerCard(String card) {
        return merchant.card(card).getLong("issuer_card_id");
    }

    private void awaitStatus(String card, String status) {
        await().untilAsserted(() ->
                assertThat(merchant.card(card).getString("status")).isEqualTo(status));
    }

    /** The deliveries of this type that are about this card. */
    private static List<Map<String, Object>> deliveries(String type, long card) {
        return Api.operator()
                .get("/v1/admin/deliveries?limit=100&type=" + type)
                .jsonPath()
                .<Map<String, Object>>getList("data")
                .stream()
                .filter(row -> row.get("payload") instanceof Map<?, ?> payload
                        && payload.get("card_id") instanceof Number number
                        && number.longValue() == card)
                .toList();
    }

    private static Map<String, Object> awaitOne(String type, long card) {
        return await().until(
                        () -> deliveries(type, card),
                        found -> found.size() == 1
                                && !"STORED".equals(found.getFirst().get("status")))
                .getFirst();
    }

    private static void assertParked(String type, long card, String reason) {
        Map<String, Object> row = awaitOne(type, card);
        assertThat(row.get("status")).isEqualTo("PARKED");
        assertThat(row.get("reason")).isEqualTo(reason);
    }

    @Test
    void aGenuineWebhookHasItsEffect() {
        String card = merchant.activeCard();

        deliver(CHANGE, change(issuerCard(card), "LOCKED", now));

        awaitStatus(card, "LOCKED");
        assertThat(awaitOne(CHANGE, issuerCard(card)).get("status")).isEqualTo("APPLIED");
    }

    @Test
    void theSameBytesAtTheSameInstantAndLaterAreStoredOnce() throws Exception {
        String card = merchant.activeCard();
        long issuerCard = issuerCard(card);
        Map<String, Object> lock = envelope(CHANGE, change(issuerCard, "LOCKED", now));

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Response>> posted = threads.invokeAll(IntStream.range(0, 8)
                    .mapToObj(n -> (java.util.concurrent.Callable<Response>) () -> post(lock))
                    .toList());
            posted.forEach(one -> assertThat(one.resultNow().statusCode()).isEqualTo(200));
        }
        awaitStatus(card, "LOCKED");
        deliver(CHANGE, change(issuerCard, "ACTIVE", now + 1));
        awaitStatus(card, "ACTIVE");
        assertThat(post(lock).statusCode()).isEqualTo(200);

        List<Map<String, Object>> kept = deliveries(CHANGE, issuerCard);
        assertThat(kept).hasSize(2).allMatch(row -> "APPLIED".equals(row.get("status")));
        assertThat(merchant.card(card).getString("status")).isEqualTo("ACTIVE");
    }

    @Test
    void aRepeatUnderAnotherEnvelopeIsKeptAndHasNoEffect() {
        String card = merchant.activeCard();
        long issuerCard = issuerCard(card);
        deliver(CHANGE, change(issuerCard, "LOCKED", now));
        awaitStatus(card, "LOCKED");
        deliver(CHANGE, change(issuerCard, "ACTIVE", now + 1));
        awaitStatus(card, "ACTIVE");

        deliver(CHANGE, change(issuerCard, "LOCKED", now));

        await().untilAsserted(() -> assertThat(deliveries(CHANGE, issuerCard))
                .extracting(row -> row.get("status"))
                .containsExactlyInAnyOrder("APPLIED", "APPLIED", "REPEATED"));
        assertThat(merchant.card(card).getString("status")).isEqualTo("ACTIVE");
    }

    @Test
    void anUnlockThatOvertookItsLockIsNotUndoneByIt() {
        String card = merchant.activeCard();
        long issuerCard = issuerCard(card);

        deliver(CHANGE, change(issuerCard, "ACTIVE", now + 1));
        await().until(() -> deliveries(CHANGE, issuerCard).stream()
                .anyMatch(row -> !"STORED".equals(row.get("status"))));
        deliver(CHANGE, change(issuerCard, "LOCKED", now));

        await().untilAsserted(() -> assertThat(deliveries(CHANGE, issuerCard))
                .extracting(row -> row.get("status"))
                .contains("SUPERSEDED"));
        assertThat(merchant.card(card).getString("status")).isEqualTo("ACTIVE");
    }

    @Test
    void whatIsNotGenuineIsRefusedUniformlyAndNotStored() {
        String card = merchant.activeCard();
        long issuerCard = issuerCard(card);
        Map<String, Object> lock = envelope(CHANGE, change(issuerCard, "LOCKED", now));
        String payload = (String) lock.get("encrypted_payload");
        String otherKey = "ffeeddccbbaa99887766554433221100";
        Set<String> bodies = new HashSet<>();

        for (Map<String, Object> forged : List.of(
                with(lock, "hmac", ""),
                with(lock, "hmac", "0".repeat(64)),
                with(lock, "hmac", ((String) lock.get("hmac")).substring(1)),
                with(lock, "hmac", hmac(payload, otherKey)),
                with(lock, "encrypted_payload", payload.substring(4)),
                with(lock, "encrypted_payload", ""),
                signed(CHANGE, payload, otherKey),
                signed(CHANGE, "no base64!", TestKeys.SECRET),
                signed(CHANGE, "", TestKeys.SECRET),
                signed(CHANGE, payload.substring(0, payload.length() - 24), TestKeys.SECRET),
                signed(CHANGE, Base64.getEncoder().encodeToString(new byte[16]), TestKeys.SECRET),
                signed(
                        CHANGE,
                        Base64.getEncoder().encodeToString(new byte[33]),
                        TestKeys.SECRET))) {
            Response answer = post(forged);
            assertProblem(answer, 401, "unauthenticated");
            bodies.add(answer.asString());
        }

        assertThat(bodies).hasSize(1);
        assertThat(post(with(lock, "hmac", upper(lock.get("hmac")))).statusCode())
                .isEqualTo(200);
        awaitStatus(card, "LOCKED");
        assertThat(deliveries(CHANGE, issuerCard)).hasSize(1);
    }

    private static String upper(Object text) {
        return text.toString().toUpperCase(java.util.Locale.ROOT);
    }

    private static Map<String, Object> with(
            Map<String, Object> envelope, String name, Object value) {
        Map<String, Object> changed = new HashMap<>(envelope);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, Object> without(Map<String, Object> envelope, String name) {
        Map<String, Object> changed = new HashMap<>(envelope);
        changed.remove(name);
        return changed;
    }

    @Test
    void anEnvelopeThatIsIncompleteOrOfWrongTypesIsRefused() {
        Map<String, Object> good =
                envelope(CHANGE, change(NOBODYS_CARD.incrementAndGet(), "LOCKED", now));

        for (String member : List.of("hmac", "type", "encrypted_payload")) {
            for (Map<String, Object> bad : List.of(
                    without(good, member),
                    with(good, member, null),
                    with(good, member, 7),
                    with(good, member, true),
                    with(good, member, List.of("x")))) {
                Response answer = assertProblem(post(bad), 400, "validation_failed");
                assertThat(answer.<String>path("errors[0].pointer")).isEqualTo("/" + member);
            }
        }
        assertThat(post(with(good, "sent_by", "BananaTech")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "no json", "{\"hmac\":\"a\",\"hmac\":\"b\"}"})
    void whatIsNoJsonIsRefused(String body) {
        assertProblem(post(body), 400, "malformed_json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "null"})
    void whatIsNoObjectIsRefused(String body) {
        assertProblem(post(body), 400, "validation_failed");
    }

    @Test
    void anotherMediaTypeOrMethodIsRefused() {
        Response text =
                RestAssured.given().contentType(ContentType.TEXT).body("{}").post(PATH);
        assertProblem(text, 415, "unsupported_media_type");
        assertProblem(RestAssured.get(PATH), 405, "method_not_allowed");
        assertProblem(
                RestAssured.given().contentType(ContentType.JSON).body("{}").put(PATH),
                405,
                "method_not_allowed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void moreThan256KilobytesAreTooMuch(boolean announced) {
        String answer = RawHttp.post(
                PATH, "Content-Type: application/json\r\n", 256 * 1024 + 64, announced);

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"code\":\"too_large\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "\"text\"", "7", "not json"})
    void aGenuinePayloadThatIsNoObjectIsParked(String plain) {
        String type = "T" + Words.unique();

        assertThat(post(envelope(type, plain, TestKeys.SECRET)).statusCode()).isEqualTo(200);

        await().untilAsserted(() -> {
            List<Map<String, Object>> kept = Api.operator()
                    .get("/v1/admin/deliveries?type=" + type)
                    .jsonPath()
                    .getList("data");
            assertThat(kept).hasSize(1);
            assertThat(kept.getFirst()).containsEntry("status", "PARKED");
            assertThat(kept.getFirst()).containsEntry("reason", "no_json_object");
        });
    }

    @Test
    void anUnknownTypeThatLooksLikeACardNumberIsKeptWithoutItsDigits() {
        long card = NOBODYS_CARD.incrementAndGet();
        String word = "W" + Words.unique() + "_";

        deliver(word + "4111111111111111", Map.of("card_id", card));

        List<String> types = Api.operator()
                .get("/v1/admin/deliveries?status=PARKED&limit=100")
                .jsonPath()
                .getList("data.type");
        assertThat(types).filteredOn(type -> type.startsWith(word)).hasSize(1);
        assertThat(types).noneMatch(type -> type.contains("4111111111111111"));
    }

    @Test
    void anUnknownTypeIsParkedAndShownMasked() {
        String type = "3DS_TELEPORTED_" + Words.unique();
        long card = NOBODYS_CARD.incrementAndGet();

        deliver(type, Map.of("card_id", card, "card_number", "1234567890123456", "pin", "483921"));

        Map<String, Object> row = awaitOne(type, card);
        assertThat(row.get("reason")).isEqualTo("unknown_type");
        assertThat(row.get("payload").toString())
                .contains("***3456")
                .doesNotContain("1234567890123456", "483921");
    }

    @Test
    void aCardThatIsNotOursIsParked() {
        long card = NOBODYS_CARD.incrementAndGet();

        deliver(CHANGE, change(card, "LOCKED", now));

        assertParked(CHANGE, card, "unknown_card");
    }

    @Test
    void aPayloadThatContradictsItsTypeIsParked() {
        String card = merchant.activeCard();
        long issuerCard = issuerCard(card);

        deliver("CARD_ACTIVATE_RESULT", change(issuerCard, "LOCKED", now));

        await().untilAsserted(() -> assertThat(deliveries("CARD_ACTIVATE_RESULT", issuerCard))
                .anyMatch(row -> "contradicts_type".equals(row.get("reason"))
                        && "PARKED".equals(row.get("status"))));
        assertThat(merchant.card(card).getString("status")).isEqualTo("ACTIVE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'card_id':%d,'card_status':'LOCKED','occur_time':%d}|incomplete",
                "{'card_id':%d,'status':'SUCCESS','card_status':'LOCKED','occur_time':'%dx'}|incomplete",
                "{'card_id':%d,'status':null,'card_status':'LOCKED','occur_time':%d}|incomplete",
                "{'card_id':%d,'status':'SUCCESS','card_status':'LOCKED','occur_time':-%d}|incomplete",
                "{'card_id':%d,'status':{},'card_status':'LOCKED','occur_time':%d}|incomplete",
                "{'card_id':%d,'status':'PONDERING','card_status':'LOCKED','occur_time':%d}|unknown_status",
                "{'card_id':%d,'status':'SUCCESS','card_status':'MELTED','occur_time':%d}|unknown_status"
            })
    void whatCantBeUnderstoodIsParkedAndChangesNothing(String template, String reason) {
        String card = merchant.activeCard();
        String plain = template.formatted(issuerCard(card), now).replace('\'', '"');

        post(envelope(CHANGE, plain, TestKeys.SECRET)).then().statusCode(200);

        assertParked(CHANGE, issuerCard(card), reason);
        assertThat(merchant.card(card).getString("status")).isEqualTo("ACTIVE");
    }

    @Test
    void anActivationThatNamesAnotherNumberIsParked() {
        String card = merchant.assignedCard();

        deliver(
                "CARD_ACTIVATE_RESULT",
                Map.of(
                        "card_id",
                        issuerCard(card),
                        "card_number",
                        Api.unknownNumber(),
                        "status",
                        "SUCCESS",
                        "occur_time",
                        now));

        assertParked("CARD_ACTIVATE_RESULT", issuerCard(card), "card_number_differs");
        assertThat(merchant.card(card).getString("status")).isEqualTo("TBA");
    }

    @Test
    void deliveriesAreForOperatorsOnly() {
        assertProblem(merchant.get("/v1/admin/deliveries"), 403, "forbidden");
        assertProblem(
                Api.cardholder(UUID.randomUUID().toString()).get("/v1/admin/deliveries"),
                403,
                "forbidden");
        assertProblem(
                Api.operator().get("/v1/admin/deliveries/" + UUID.randomUUID()), 404, "not_found");
    }
}
