package com.bananacards.sandbox;

import static com.bananacards.sandbox.Stage.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;

class MoneyTest {

    private Stage stage;
    private long user;

    @BeforeEach
    void open() {
        stage = new Stage();
        user = stage.approvedUser(1);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private static BigDecimal money(String text) {
        return new BigDecimal(text);
    }

    private Object account() {
        return stage.call(Endpoint.ACCOUNT_BALANCE).body().getValue("balance");
    }

    private Object balance(long card) {
        Stage.Reply reply = stage.call(Endpoint.BALANCE, "user_id", user, "card_id", card);
        assertThat(reply.body().getString("currency")).isEqualTo("USD");
        return reply.body().getValue("balance");
    }

    private JsonObject purchase(long card, String amount) {
        return stage.post("/cards/" + card + "/purchase", "amount", money(amount));
    }

    @Test
    void aRechargeTakesAmountAndFeeAtOnceAndArrivesWithItsResult() {
        long card = stage.activeCard(user, Stage.SAMPLE_NUMBER);
        stage.control("PUT", "/settings", json("result_after_ms", 100).encode());
        Stage.Reply reply = stage.recharge(user, card, "100.10");
        assertThat(reply.body())
                .isEqualTo(json("message", "Card recharge request sent successfully"));
        assertThat(account()).isEqualTo(money("99898.40"));
        assertThat(balance(card)).isEqualTo(money("0.00"));

        JsonObject result = stage.receiver.await("CARD_RECHARGE_RESULT");
        assertThat(result.getValue("receive_amount")).isEqualTo(money("100.10"));
        assertThat(result.getString("status")).isEqualTo("SUCCESS");
        assertThat(result.getString("currency")).isEqualTo("USD");
        assertThat(result.getLong("transaction_id")).isPositive();
        assertThat(stage.receiver.await("CARD_BALANCE_CHANGE").getValue("amount"))
                .isEqualTo(money("100.10"));
        assertThat(balance(card)).isEqualTo(money("100.10"));
        assertThat(stage.balanced()).isTrue();
    }

    @Test
    void aFailedRechargeGivesBackAmountAndFee() {
        long card = stage.activeCard(user, Stage.SAMPLE_NUMBER);
        stage.fault("kind", "FAIL", "match", json("endpoint", "RECHARGE"), "times", 1);
        stage.recharge(user, card, "100.00");
        JsonObject result = stage.receiver.await("CARD_RECHARGE_RESULT");
        assertThat(result.getString("status")).isEqualTo("FAILED");
        assertThat(result.getValue("receive_amount")).isEqualTo(money("0.00"));
        assertThat(account()).isEqualTo(money("100000.00"));
        assertThat(stage.balanced()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.99", "5000.01", "0", "-10", "10.001", "1E+40", "1E+999999999"})
    void anAmountOutOfBoundsIsRefused(String amount) {
        long card = stage.activeCard(user, Stage.SAMPLE_NUMBER);
        assertThat(stage.recharge(user, card, amount).message()).startsWith("105:");
        assertThat(account()).isEqualTo(money("100000.00"));
    }

    @Test
    void aRechargeNeedsAnActiveCardAndAMerchantWithMoney() {
        long card = stage.tbaCard(user, Stage.SAMPLE_NUMBER);
        assertThat(stage.recharge(user, card, "50.00").message())
                .isEqualTo("104:1 - card is not in ACTIVE status");
        assertThat(stage.recharge(user, 1, "50.00").message()).isEqualTo("104:0 - card not found");
        try (Stage poor = new Stage(set -> set.openingBalance(money("51.49")))) {
            long poorUser = poor.approvedUser(1);
            long poorCard = poor.activeCard(poorUser, Stage.SAMPLE_NUMBER);
            assertThat(poor.recharge(poorUser, poorCard, "50.00").message())
                    .isEqualTo("105:0 - insufficient merchant balance");
            assertThat(poor.recharge(poorUser, poorCard, "49.99").status()).isEqualTo(200);
        }
    }

    @Test
    void feesMayBeAPercentage() {
        try (Stage other = new Stage(MoneyTest::percent)) {
            long owner = other.approvedUser(1);
            long card = other.fundedCard(owner, "33.33");
            // 1.50 % of 33.33 is 0.49995: half a cent rounds up.
            assertThat(other.call(Endpoint.ACCOUNT_BALANCE).body().getValue("balance"))
                    .isEqualTo(money("99966.17"));
            other.alter(owner, card, "CLOSE");
            JsonObject closed = other.receiver.await("CARD_CLOSE_RESULT");
            assertThat(closed.getValue("refund_amount")).isEqualTo(money("33.00"));
            assertThat(other.balanced()).isTrue();
        }
    }

    private static SandboxSettingsBuilder percent(SandboxSettingsBuilder settings) {
        return settings.fees(FeeKind.PERCENT, money("5.00"), money("1.50"), money("1.00"));
    }

    @Test
    void theMoneyWalkAddsUpToTheCent() {
        long card = stage.fundedCard(user, "200.00");
        assertThat(purchase(card, "19.99").getString("status")).isEqualTo("SUCCESS");
        JsonObject created = stage.receiver.await("TRANSACTION_CREATED");
        assertThat(created.getString("type")).isEqualTo("PURCHASE");
        assertThat(created.getValue("amount")).isEqualTo(money("19.99"));
        assertThat(balance(card)).isEqualTo(money("180.01"));

        stage.alter(user, card, "LOCK");
        JsonObject locked = stage.receiver.await("CARD_STATUS_CHANGE");
        assertThat(locked.getString("status")).isEqualTo("SUCCESS");
        assertThat(locked.getString("card_status")).isEqualTo("LOCKED");
        assertThat(purchase(card, "1.00").getString("status")).isEqualTo("DECLINED");
        assertThat(stage.receiver.await("TRANSACTION_CREATED", 2).getString("status"))
                .isEqualTo("DECLINED");
        stage.alter(user, card, "UNLOCK");
        assertThat(stage.receiver.await("CARD_STATUS_CHANGE", 2).getString("card_status"))
                .isEqualTo("ACTIVE");

        stage.post("/cards/" + card + "/refund", "amount", money("5.00"));
        stage.post("/cards/" + card + "/correction", "amount", money("-0.01"));
        assertThat(stage.receiver.await("CARD_CORRECTION").getValue("amount"))
                .isEqualTo(money("-0.01"));
        assertThat(balance(card)).isEqualTo(money("185.00"));

        stage.alter(user, card, "CLOSE");
        JsonObject closed = stage.receiver.await("CARD_CLOSE_RESULT");
        assertThat(closed.getValue("refund_amount")).isEqualTo(money("184.00"));
        assertThat(closed.getString("status")).isEqualTo("SUCCESS");
        // 100000 - 200 - 1.50 + 184
        assertThat(account()).isEqualTo(money("99982.50"));
        assertThat(balance(card)).isEqualTo(money("0.00"));
        assertThat(stage.balanced()).isTrue();
        assertThat(stage.alter(user, card, "CLOSE").message()).isEqualTo("104:3 - card is closed");
    }

    @Test
    void lockAndUnlockAskForTheRightStatus() {
        long card = stage.tbaCard(user, Stage.SAMPLE_NUMBER);
        assertThat(stage.alter(user, card, "LOCK").message())
                .isEqualTo("104:1 - card is not in ACTIVE status");
        assertThat(stage.alter(user, card, "UNLOCK").message())
                .isEqualTo("104:2 - card is not in LOCKED status");
        assertThat(stage.alter(user, card, "FREEZE").message()).isEqualTo("110:0 - unknown alter");
    }

    @Test
    void aPurchaseAboveBalanceOrLimitIsDeclined() {
        long card = stage.fundedCard(user, "3000.00");
        assertThat(purchase(card, "1000.01").getString("status")).isEqualTo("DECLINED");
        assertThat(purchase(card, "1000.00").getString("status")).isEqualTo("SUCCESS");
        assertThat(purchase(card, "1000.00").getString("status")).isEqualTo("SUCCESS");
        assertThat(purchase(card, "0.01").getString("status")).isEqualTo("DECLINED");
        assertThat(balance(card)).isEqualTo(money("1000.00"));
    }

    @Test
    void eventsOfACardArriveInOrderAndEachLaterThanTheOneBefore() {
        long card = stage.fundedCard(user, "100.00");
        for (int count = 0; count < 10; count++) {
            purchase(card, "1.00");
        }
        stage.receiver.await("CARD_BALANCE_CHANGE", 10);
        List<Long> times = stage.receiver.all().stream()
                .map(webhook -> webhook.payload().getLong("occur_time"))
                .toList();
        assertThat(times).hasSize(20).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aCardsNextEventWaitsUntilTheOneBeforeIsAnswered() {
        long card = stage.fundedCard(user, "100.00");
        CountDownLatch gate = stage.receiver.keepWaiting();
        purchase(card, "1.00");
        stage.receiver.await("TRANSACTION_CREATED");
        stage.post("/webhooks", "type", "CARD_SANG", "payload", json("card_id", card + 1));
        stage.receiver.await("CARD_SANG");
        assertThat(stage.receiver.of("CARD_BALANCE_CHANGE")).isEmpty();
        gate.countDown();
        stage.receiver.await("CARD_BALANCE_CHANGE");
    }

    @ParameterizedTest
    @EnumSource(FeeKind.class)
    void anyMixOfOperationsStaysBalanced(FeeKind kind) {
        try (Stage busy = new Stage(set ->
                set.fees(kind, money("5.00"), money("1.50"), money("1.00")).webhookUrl(null))) {
            SplittableRandom random = new SplittableRandom(20_260_131);
            busy.fault("kind", "FAIL", "probability", "0.3", "seed", 7);
            busy.call(Endpoint.REGISTER, "email", "ann@example.com", "template_id", 4);
            long owner = 10_001;
            busy.post("/users/" + owner + "/approve");
            for (int step = 0; step < 400; step++) {
                act(busy, random, owner);
            }
            Awaitility.await().until(() -> busy.get("/state").getInteger("pending_timers") == 0);
            JsonObject ledger = busy.get("/ledger");
            assertThat(ledger.getJsonArray("problems")).isEmpty();
            assertThat(ledger.getJsonArray("entries")).hasSizeGreaterThan(100);
        }
    }

    private static void act(Stage stage, SplittableRandom random, long owner) {
        long card = 70_001L + random.nextInt(12);
        BigDecimal amount = BigDecimal.valueOf(random.nextInt(1, 30_000), 2);
        switch (random.nextInt(9)) {
            case 0 ->
                stage.call(
                        Endpoint.APPLY,
                        "user_id",
                        owner,
                        "template_id",
                        4,
                        "deposit_amount",
                        amount);
            case 1, 2 -> stage.recharge(owner, card, amount.toPlainString());
            case 3, 4 -> stage.post("/cards/" + card + "/purchase", "amount", amount);
            case 5 -> stage.post("/cards/" + card + "/refund", "amount", amount);
            case 6 -> stage.post("/cards/" + card + "/correction", "amount", amount.negate());
            case 7 -> stage.alter(owner, card, random.nextBoolean() ? "LOCK" : "UNLOCK");
            default -> stage.alter(owner, card, random.nextInt(4) == 0 ? "CLOSE" : "UNLOCK");
        }
    }

    @Test
    void theAuditNoticesACentThatWentAstray() {
        SandboxSettings settings =
                SandboxSettings.builder(Stage.MERCHANT, Stage.SECRET).build();
        World world = new World(settings);
        Audit audit = new Audit(world);
        assertThat(audit.problems()).isEmpty();
        world.pay("theft", Ledger.MERCHANT, Ledger.IN_TRANSIT, money("0.01"), 0);
        assertThat(audit.problems()).containsExactly("in_transit: expected 0.00, found 0.01");
    }

    @Test
    void resultsWaitAsLongAsTheyAreTold() {
        long card = stage.activeCard(user, Stage.SAMPLE_NUMBER);
        stage.control("PUT", "/settings", json("result_after_ms", 150).encode());
        stage.recharge(user, card, "50.00");
        JsonObject result = stage.receiver.await("CARD_RECHARGE_RESULT");
        long called = stage.get("/calls?endpoint=RECHARGE")
                .getJsonArray("calls")
                .getJsonObject(0)
                .getLong("at");
        assertThat(result.getLong("occur_time") - called).isGreaterThanOrEqualTo(149);
    }
}
