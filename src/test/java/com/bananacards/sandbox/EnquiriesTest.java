package com.bananacards.sandbox;

import static com.bananacards.sandbox.Stage.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

class EnquiriesTest {

    private Stage stage;
    private long user;
    private long card;

    @BeforeEach
    void open() {
        stage = new Stage();
        user = stage.approvedUser(1);
        card = stage.fundedCard(user, "100.00");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private JsonArray list(Endpoint endpoint, Object... filters) {
        Stage.Reply reply = stage.call(endpoint, filters);
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(200);
        return reply.body().getJsonArray("data");
    }

    private static List<Object> each(JsonArray rows, String member) {
        return rows.stream().map(row -> ((JsonObject) row).getValue(member)).toList();
    }

    @Test
    void templatesOfEachKindAreListed() {
        JsonArray templates = list(Endpoint.CARD_TEMPLATES);
        assertThat(each(templates, "id")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(templates.getJsonObject(0).fieldNames())
                .containsExactly(
                        "id",
                        "description",
                        "type",
                        "payment_system",
                        "apply_fee",
                        "recharge_fee",
                        "refund_fee",
                        "activate_min_limit",
                        "recharge_min_limit",
                        "recharge_max_limit",
                        "limit_per_tx",
                        "limit_per_day",
                        "limit_per_month",
                        "requires_kyc",
                        "requires_phone_only",
                        "needs_activation",
                        "requires_initial_deposit");
        assertThat(templates.getJsonObject(0).getValue("recharge_fee"))
                .isEqualTo(new BigDecimal("1.50"));
    }

    @Test
    void usersAreListedAndFiltered() {
        stage.call(Endpoint.REGISTER, "email", "hold@example.com", "template_id", 2);
        assertThat(list(Endpoint.USERS)).hasSize(2);
        assertThat(each(list(Endpoint.USERS, "status", "PENDING"), "email"))
                .containsExactly("hold@example.com");
        assertThat(each(list(Endpoint.USERS, "user_id", user), "user_id")).containsExactly(user);
        assertThat(list(Endpoint.USERS, "search", "nobody")).isEmpty();
        assertThat(stage.call(Endpoint.USERS, "user_id", "7").status()).isEqualTo(422);
    }

    @Test
    void transactionsAreFilteredSortedAndPaged() {
        for (String amount : new String[] {"9.00", "10.00", "1.00"}) {
            stage.post("/cards/" + card + "/purchase", "amount", new BigDecimal(amount));
        }
        assertThat(each(list(Endpoint.TRANSACTIONS, "card_id", card), "type"))
                .containsExactly("RECHARGE", "PURCHASE", "PURCHASE", "PURCHASE");
        assertThat(each(
                        list(Endpoint.TRANSACTIONS, "type", "PURCHASE", "order_by", "amount"),
                        "amount"))
                .containsExactly(
                        new BigDecimal("1.00"), new BigDecimal("9.00"), new BigDecimal("10.00"));
        assertThat(each(list(Endpoint.TRANSACTIONS, "skip", 1, "limit", 2, "desc", true), "amount"))
                .containsExactly(new BigDecimal("10.00"), new BigDecimal("9.00"));
        assertThat(each(list(Endpoint.TRANSACTIONS, "order_by", "type", "desc", true), "type"))
                .containsExactly("RECHARGE", "PURCHASE", "PURCHASE", "PURCHASE");
        assertThat(each(list(Endpoint.TRANSACTIONS, "order_by", "type"), "type"))
                .containsExactly("PURCHASE", "PURCHASE", "PURCHASE", "RECHARGE");
        assertThat(list(Endpoint.TRANSACTIONS, "status", "DECLINED")).isEmpty();
        assertThat(list(Endpoint.TRANSACTIONS, "user_id", user + 1)).isEmpty();
    }

    @Test
    void aRechargeHasOneTimeInItsResultAndInTheList() {
        stage.recharge(user, card, "50.00");
        Object told = stage.receiver.await("CARD_RECHARGE_RESULT").getValue("occur_time");
        assertThat(each(list(Endpoint.TRANSACTIONS, "card_id", card), "occur_time"))
                .hasSize(2)
                .last()
                .isEqualTo(told);
    }

    @Test
    void datesBoundAListAndADayIncludesItsEnd() {
        String today =
                LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC).toString();
        assertThat(list(Endpoint.TRANSACTIONS, "start_date", today, "end_date", today))
                .hasSize(1);
        String hourAgo = Instant.now().minusSeconds(3_600).toString();
        assertThat(list(Endpoint.TRANSACTIONS, "start_date", hourAgo)).hasSize(1);
        assertThat(list(Endpoint.TRANSACTIONS, "end_date", hourAgo)).isEmpty();
        assertThat(list(Endpoint.TRANSACTIONS, "end_date", "2026-01-31T10:00:00+02:00"))
                .isEmpty();
    }

    @Test
    void aFilterThatMakesNoSenseIsRefused() {
        Object[][] filters = {
            {"start_date", "yesterday"},
            {"limit", 0},
            {"limit", 1_001},
            {"skip", -1},
            {"order_by", "colour"}
        };
        for (Object[] filter : filters) {
            for (Endpoint endpoint :
                    List.of(Endpoint.TRANSACTIONS, Endpoint.USERS, Endpoint.WEBHOOK_RECORDS)) {
                assertThat(stage.call(endpoint, filter).message())
                        .isEqualTo("109:1 - invalid filter value");
            }
        }
    }

    @Test
    void webhookRecordsTellEveryWebhookAsItWasMeant() {
        JsonArray records = list(Endpoint.WEBHOOK_RECORDS, "limit", 100);
        assertThat(each(records, "type"))
                .containsExactly(
                        "USER_CREATE_RESULT",
                        "CARD_ASSIGN_RESULT",
                        "CARD_ACTIVATE_RESULT",
                        "CARD_RECHARGE_RESULT",
                        "CARD_BALANCE_CHANGE");
        assertThat(records.getJsonObject(0).fieldNames())
                .containsExactly("type", "payload", "created_at");
        assertThat(list(Endpoint.WEBHOOK_RECORDS, "card_id", card)).hasSize(4);
        assertThat(list(Endpoint.WEBHOOK_RECORDS, "user_id", user)).hasSize(5);
        JsonArray assigned = list(Endpoint.WEBHOOK_RECORDS, "callback_type", "CARD_ASSIGN_RESULT");
        JsonObject payload = assigned.getJsonObject(0).getJsonObject("payload");
        assertThat(payload.getLong("card_id")).isEqualTo(card);
        assertThat(payload.getString("status")).isEqualTo("SUCCESS");
    }

    @Test
    void informationAndBalanceAreForTheCardsUserOnly() {
        JsonObject information = stage.call(Endpoint.INFORMATION, "user_id", user, "card_id", card)
                .body();
        assertThat(information.fieldNames())
                .containsExactlyInAnyOrder(
                        "card_id",
                        "user_id",
                        "template_id",
                        "status",
                        "balance",
                        "currency",
                        "card_number");
        assertThat(information.getString("card_number")).isEqualTo("************3456");
        for (Endpoint endpoint : List.of(Endpoint.INFORMATION, Endpoint.BALANCE)) {
            assertThat(stage.call(endpoint, "user_id", user + 1, "card_id", card)
                            .message())
                    .isEqualTo("104:0 - card not found");
            assertThat(stage.call(endpoint, "user_id", user).message())
                    .isEqualTo("109:0 - a member is missing or of the wrong type");
        }
    }

    @Test
    void theWebhookUrlCanBeSetByTheMerchant() {
        try (Receiver other = new Receiver(stage.sandbox.settings().seal())) {
            Stage.Reply reply = stage.call(Endpoint.SET_WEBHOOK_URL, "webhook_url", other.url());
            assertThat(reply.status()).isEqualTo(200);
            stage.post("/cards/" + card + "/wallet-code");
            JsonObject code = other.await("CARD_VERIFICATION");
            assertThat(code.getString("code")).matches("[0-9]{6}");
            assertThat(code.getString("wallet")).isEqualTo("GOOGLE_PAY");
            assertThat(stage.receiver.all()).isEmpty();
        }
        assertThat(stage.call(Endpoint.SET_WEBHOOK_URL, "webhook_url", "ftp://x")
                        .message())
                .isEqualTo("111:0 - invalid webhook url");
    }

    @Test
    void aChallengeIsAnsweredOnceAndInTime() {
        JsonObject made =
                stage.post("/cards/" + card + "/challenge", "amount", 10, "merchant", "Fruit & Co");
        JsonObject told = stage.receiver.await("CARD_3DS");
        assertThat(told.fieldNames())
                .contains(
                        "card_id", "challenge_id", "amount", "currency", "merchant", "expire_time");
        assertThat(told.getValue("challenge_id")).isEqualTo(made.getValue("challenge_id"));
        JsonObject answer = json(
                "user_id",
                user,
                "card_id",
                card,
                "approve",
                true,
                "challenge_id",
                told.getString("challenge_id"));
        assertThat(stage.call(Endpoint.CONFIRM_3DS, answer).status()).isEqualTo(200);
        assertThat(stage.call(Endpoint.CONFIRM_3DS, answer).message())
                .isEqualTo("108:1 - challenge is answered or expired");
        assertThat(stage.call(Endpoint.CONFIRM_3DS, answer.copy().put("challenge_id", "x"))
                        .message())
                .isEqualTo("108:0 - challenge not found");

        JsonObject late =
                stage.post("/cards/" + card + "/challenge", "amount", 10, "expires_in_ms", 0);
        assertThat(stage.call(
                                Endpoint.CONFIRM_3DS,
                                answer.copy().put("challenge_id", late.getString("challenge_id")))
                        .message())
                .isEqualTo("108:1 - challenge is answered or expired");
        assertThat(each(stage.get("/state").getJsonArray("challenges"), "status"))
                .containsExactly("APPROVED", "EXPIRED");
    }

    @Test
    void anApprovedChallengeMayBecomeAPurchase() {
        JsonObject made =
                stage.post("/cards/" + card + "/challenge", "amount", 10, "then_purchase", true);
        stage.call(
                Endpoint.CONFIRM_3DS,
                "user_id",
                user,
                "card_id",
                card,
                "approve",
                true,
                "challenge_id",
                made.getString("challenge_id"));
        assertThat(stage.receiver.await("TRANSACTION_CREATED").getValue("amount"))
                .isEqualTo(new BigDecimal("10.00"));
        assertThat(stage.balanced()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Endpoint.class)
    void everyEndpointCanBeMadeToRefuse(Endpoint endpoint) {
        stage.fault(
                "kind", "REFUSE", "match", json("endpoint", endpoint.name()), "text", "9:9 - no");
        Stage.Reply reply = stage.call(endpoint, "user_id", user, "card_id", card);
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.message()).isEqualTo("9:9 - no");
        assertThat(stage.get("/calls?endpoint=" + endpoint.name()).getJsonArray("calls").stream()
                        .map(JsonObject.class::cast)
                        .filter(call -> "REFUSE".equals(call.getString("fault"))))
                .allMatch(call -> !call.getBoolean("applied"))
                .hasSize(1);
    }
}
