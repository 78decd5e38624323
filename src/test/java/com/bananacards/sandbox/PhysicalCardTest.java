package com.bananacards.sandbox;

import static com.bananacards.sandbox.Stage.SAMPLE_NUMBER;
import static com.bananacards.sandbox.Stage.json;
import static com.bananacards.sandbox.Stage.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhysicalCardTest {

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

    private Stage.Reply assign(String number) {
        return stage.call(
                Endpoint.ASSIGN, "user_id", user, "template_id", 1, "card_number", number);
    }

    private Stage.Reply activate(long card, String pin) {
        return stage.call(
                Endpoint.UPDATE_STATUS,
                "user_id",
                user,
                "card_id",
                card,
                "alter",
                "ACTIVATE",
                "pin",
                pin);
    }

    private String status(long card) {
        return stage.call(Endpoint.INFORMATION, "user_id", user, "card_id", card)
                .body()
                .getString("status");
    }

    @Test
    void theGuidesWalkEndsWithAnActiveCard() {
        Stage.Reply assigned = assign(SAMPLE_NUMBER);
        assertThat(assigned.status()).isEqualTo(200);
        long card = assigned.body().getLong("card_id");
        JsonObject result = stage.receiver.await("CARD_ASSIGN_RESULT");
        assertThat(result.fieldNames())
                .containsExactlyInAnyOrder("card_id", "status", "occur_time");
        assertThat(result.getString("status")).isEqualTo("SUCCESS");
        assertThat(result.getLong("card_id")).isEqualTo(card);
        assertThat(status(card)).isEqualTo("TBA");

        Stage.Reply requested = activate(card, "123456");
        assertThat(requested.body()).isEqualTo(json("message", "Operation requested"));
        JsonObject activated = stage.receiver.await("CARD_ACTIVATE_RESULT");
        assertThat(activated.getString("card_number")).isEqualTo(SAMPLE_NUMBER);
        assertThat(activated.getString("status")).isEqualTo("SUCCESS");
        assertThat(activated.getLong("occur_time")).isGreaterThan(result.getLong("occur_time"));
        assertThat(status(card)).isEqualTo("ACTIVE");

        Stage.Reply pin =
                stage.call(Endpoint.SET_PIN, "user_id", user, "card_id", card, "pin", "654321");
        assertThat(pin.body()).isEqualTo(json("success", true, "message", "PIN set successfully"));
    }

    @Test
    void anUnknownCardNumberFailsByWebhookAndAGoodOneWorksAfter() {
        assertThat(assign("9999999999999999").status()).isEqualTo(200);
        JsonObject failed = stage.receiver.await("CARD_ASSIGN_RESULT");
        assertThat(failed.fieldNames())
                .containsExactlyInAnyOrder("status", "error_reason", "user_id", "occur_time");
        assertThat(failed.getString("status")).isEqualTo("FAILED");
        assertThat(failed.getString("error_reason")).isEqualTo("101:0 - card number not exist");
        assertThat(failed.getLong("user_id")).isEqualTo(user);
        assertThat(stage.get("/state").getJsonArray("cards")).isEmpty();

        assign(SAMPLE_NUMBER);
        assertThat(stage.receiver.await("CARD_ASSIGN_RESULT", 2).getString("status"))
                .isEqualTo("SUCCESS");
    }

    @Test
    void aNumberIsAssignedOnce() {
        stage.tbaCard(user, SAMPLE_NUMBER);
        assign(SAMPLE_NUMBER);
        assertThat(stage.receiver.await("CARD_ASSIGN_RESULT", 2).getString("error_reason"))
                .isEqualTo("101:1 - card already assigned");
    }

    @Test
    void aMarkedNumberMeetsAProviderErrorUntilItsMarkIsTakenBack() {
        String number = "4111111111111111";
        stage.post("/stock", "card_numbers", list(number), "provider_error", true);
        assign(number);
        assertThat(stage.receiver.await("CARD_ASSIGN_RESULT").getString("error_reason"))
                .isEqualTo("101:2 - provider system error");
        stage.post("/stock", "card_numbers", list(number));
        assign(number);
        assertThat(stage.receiver.await("CARD_ASSIGN_RESULT", 2).getString("status"))
                .isEqualTo("SUCCESS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789012345",
                "12345678901234567890",
                "1234 5678 9012 3456",
                "",
                "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦"
            })
    void aNumberOfTheWrongFormIsRefusedAtOnce(String number) {
        Stage.Reply reply = assign(number);
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.enveloped()).isTrue();
        assertThat(reply.message()).isEqualTo("102:0 - invalid card number format");
        assertThat(stage.get("/state").getJsonArray("operations")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345", "1234567", "12345a", "١٢٣٤٥٦", ""})
    void aPinOfTheWrongFormIsRefusedAtActivationAndAtAChange(String pin) {
        long card = stage.tbaCard(user, SAMPLE_NUMBER);
        assertThat(activate(card, pin).message()).isEqualTo("103:0 - invalid pin format");
        assertThat(stage.alter(user, card, "ACTIVATE").message())
                .isEqualTo("103:0 - invalid pin format");
        activate(card, "123456");
        stage.receiver.await("CARD_ACTIVATE_RESULT");
        Stage.Reply change =
                stage.call(Endpoint.SET_PIN, "user_id", user, "card_id", card, "pin", pin);
        assertThat(change.message()).isEqualTo("103:0 - invalid pin format");
    }

    @Test
    void activationNeedsACardThatIsToBeActivated() {
        long active = stage.activeCard(user, SAMPLE_NUMBER);
        assertThat(activate(active, "123456").message())
                .isEqualTo("103:1 - card is not in TBA status");
        stage.control("PUT", "/settings", json("result_after_ms", 60_000).encode());
        long assigning = assign("4926173805190001").body().getLong("card_id");
        assertThat(activate(assigning, "123456").message())
                .isEqualTo("103:1 - card is not in TBA status");
        assertThat(activate(999_999, "123456").message()).isEqualTo("104:0 - card not found");
    }

    @Test
    void theProviderMayRejectAnActivationAtOnceOrLater() {
        stage.post("/stock", "card_numbers", list("4111111111111111"), "refuse_activation", true);
        stage.post("/stock", "card_numbers", list("4222222222222222"), "reject_activation", true);
        long refused = stage.tbaCard(user, "4111111111111111");
        assertThat(activate(refused, "123456").message())
                .isEqualTo("103:2 - provider rejected the activation");
        long rejected = stage.tbaCard(user, "4222222222222222");
        assertThat(activate(rejected, "123456").status()).isEqualTo(200);
        JsonObject result = stage.receiver.await("CARD_ACTIVATE_RESULT");
        assertThat(result.getString("status")).isEqualTo("FAILED");
        assertThat(status(rejected)).isEqualTo("TBA");
    }

    @Test
    void anUnapprovedUserAndAVirtualTemplateAreRefused() {
        long waiting = stage.call(Endpoint.REGISTER, "email", "hold@example.com", "template_id", 1)
                .body()
                .getLong("user_id");
        assertThat(stage.call(
                                Endpoint.ASSIGN,
                                "user_id",
                                waiting,
                                "template_id",
                                1,
                                "card_number",
                                SAMPLE_NUMBER)
                        .message())
                .isEqualTo("106:1 - user is not approved");
        assertThat(stage.call(
                                Endpoint.ASSIGN,
                                "user_id",
                                user,
                                "template_id",
                                2,
                                "card_number",
                                SAMPLE_NUMBER)
                        .message())
                .isEqualTo("107:1 - template is of another card type");
    }

    @Test
    void aPinChangeNeedsAnActiveCardOfTheUser() {
        long card = stage.tbaCard(user, SAMPLE_NUMBER);
        assertThat(stage.call(Endpoint.SET_PIN, "user_id", user, "card_id", card, "pin", "654321")
                        .message())
                .isEqualTo("104:1 - card is not in ACTIVE status");
        long other = stage.approvedUser(1);
        assertThat(stage.call(Endpoint.SET_PIN, "user_id", other, "card_id", card, "pin", "654321")
                        .message())
                .isEqualTo("104:0 - card not found");
    }

    @ParameterizedTest
    @EnumSource(CardIdReading.class)
    void eachReadingOfTheCardIdActivatesWithItsOwnNumber(CardIdReading reading) {
        stage.control(
                "PUT", "/settings", json("card_id_reading", reading.name()).encode());
        long answered = assign(SAMPLE_NUMBER).body().getLong("card_id");
        long told = stage.receiver.await("CARD_ASSIGN_RESULT").getLong("card_id");
        assertThat(answered == told).isEqualTo(reading == CardIdReading.SAME);
        boolean answeredActivates = reading == CardIdReading.DIFFERENT_ASSIGN_ID_ACTIVATES;
        if (answered != told) {
            long wrong = answeredActivates ? told : answered;
            assertThat(activate(wrong, "123456").message()).isEqualTo("104:0 - card not found");
        }
        long right = answeredActivates ? answered : told;
        assertThat(activate(right, "123456").status()).isEqualTo(200);
        assertThat(stage.receiver.await("CARD_ACTIVATE_RESULT").getLong("card_id"))
                .isEqualTo(told);
        assertThat(status(told)).isEqualTo("ACTIVE");
    }
}
