package com.bananacards.sandbox;

import static com.bananacards.sandbox.Stage.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;

class VirtualCardTest {

    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private Stage.Reply apply(long user, long template, Object... more) {
        return stage.call(
                Endpoint.APPLY, json("user_id", user, "template_id", template).mergeIn(json(more)));
    }

    private String refusedApplication(long user, long template, Object... more) {
        return apply(user, template, more).message();
    }

    private JsonObject information(long user, long card) {
        return stage.call(Endpoint.INFORMATION, "user_id", user, "card_id", card)
                .body();
    }

    @Test
    void aCardWithoutActivationIsActiveAtOnce() {
        long user = stage.approvedUser(2);
        long card = apply(user, 2).body().getLong("card_id");
        JsonObject result = stage.receiver.await("CARD_APPLY_RESULT");
        assertThat(result.getLong("card_id")).isEqualTo(card);
        assertThat(result.getLong("template_id")).isEqualTo(2);
        assertThat(result.getString("status")).isEqualTo("SUCCESS");
        JsonObject information = information(user, card);
        assertThat(information.getString("status")).isEqualTo("ACTIVE");
        assertThat(information.getString("card_number")).matches("\\*{12}[0-9]{4}");
        assertThat(stage.balanced()).isTrue();
    }

    @Test
    void aCardWithActivationNeedsNoPin() {
        long user = stage.approvedUser(3);
        long card = apply(user, 3).body().getLong("card_id");
        stage.receiver.await("CARD_APPLY_RESULT");
        assertThat(information(user, card).getString("status")).isEqualTo("TBA");
        stage.alter(user, card, "ACTIVATE");
        JsonObject activated = stage.receiver.await("CARD_ACTIVATE_RESULT");
        assertThat(activated.getString("card_number")).matches("5555[0-9]{12}");
        assertThat(information(user, card).getString("status")).isEqualTo("ACTIVE");
        assertThat(stage.call(Endpoint.SET_PIN, "user_id", user, "card_id", card, "pin", "123456")
                        .message())
                .isEqualTo("104:4 - card is not physical");
    }

    @Test
    void aDepositIsOnTheCardWhenItIsMade() {
        long user = stage.approvedUser(4);
        apply(user, 4, "deposit_amount", new BigDecimal("250.10"));
        JsonObject change = stage.receiver.await("CARD_BALANCE_CHANGE");
        assertThat(change.getValue("available")).isEqualTo(new BigDecimal("250.10"));
        assertThat(change.getValue("before_available")).isEqualTo(new BigDecimal("0.00"));
        JsonObject account = stage.call(Endpoint.ACCOUNT_BALANCE).body();
        assertThat(account.getValue("balance")).isEqualTo(new BigDecimal("99744.90"));
        assertThat(stage.balanced()).isTrue();
    }

    @Test
    void aDepositIsGivenWhenAndOnlyWhenTheTemplateAsksForIt() {
        long user = stage.approvedUser(4);
        assertThat(refusedApplication(user, 4))
                .isEqualTo("107:2 - deposit_amount is required by the template");
        assertThat(refusedApplication(user, 2, "deposit_amount", 50))
                .isEqualTo("107:3 - deposit_amount is not accepted by the template");
        assertThat(refusedApplication(user, 4, "deposit_amount", new BigDecimal("9.99")))
                .isEqualTo("105:1 - amount out of limits");
        assertThat(refusedApplication(user, 4, "deposit_amount", "50"))
                .isEqualTo("105:2 - invalid amount");
        assertThat(refusedApplication(user, 1))
                .isEqualTo("107:1 - template is of another card type");
        assertThat(refusedApplication(user, 99)).isEqualTo("107:0 - template not found");
        assertThat(refusedApplication(1, 2)).isEqualTo("106:0 - user not found");
        assertThat(stage.get("/state").getJsonArray("operations")).isEmpty();
    }

    @Test
    void aFailedApplicationGivesTheMoneyBack() {
        long user = stage.approvedUser(4);
        stage.fault("kind", "FAIL", "match", json("endpoint", "APPLY"));
        apply(user, 4, "deposit_amount", 100);
        JsonObject result = stage.receiver.await("CARD_APPLY_RESULT");
        assertThat(result.getString("status")).isEqualTo("FAILED");
        assertThat(result.fieldNames()).doesNotContain("card_id");
        assertThat(stage.call(Endpoint.ACCOUNT_BALANCE).body().getValue("balance"))
                .isEqualTo(new BigDecimal("100000.00"));
        assertThat(stage.balanced()).isTrue();
    }

    @Test
    void aMerchantWithoutMoneyIsRefused() {
        try (Stage poor = new Stage(set -> set.openingBalance(new BigDecimal("4.99")))) {
            long user = poor.approvedUser(2);
            assertThat(poor.call(Endpoint.APPLY, "user_id", user, "template_id", 2)
                            .message())
                    .isEqualTo("105:0 - insufficient merchant balance");
        }
    }

    @Test
    void registrationAsksForWhatTheTemplateAsksFor() {
        JsonObject user = json("email", "ann@example.com", "template_id", 5);
        assertThat(stage.call(Endpoint.REGISTER, user).message())
                .isEqualTo("106:2 - kyc_data is required by the template");
        JsonObject kyc = json(
                "first_name",
                "Ann",
                "last_name",
                "B",
                "date_of_birth",
                "1990-01-31",
                "identification_number",
                "X1");
        assertThat(stage.call(Endpoint.REGISTER, user.copy().put("kyc_data", kyc))
                        .status())
                .isEqualTo(200);
        kyc.put("last_name", " ");
        assertThat(stage.call(Endpoint.REGISTER, user.copy().put("kyc_data", kyc))
                        .status())
                .isEqualTo(422);
        user.put("template_id", 6);
        assertThat(stage.call(Endpoint.REGISTER, user).message())
                .isEqualTo("106:3 - dial_code and phone_number are required by the template");
        user.put("dial_code", "49").put("phone_number", "1701234567");
        assertThat(stage.call(Endpoint.REGISTER, user).status()).isEqualTo(200);
        assertThat(stage.call(Endpoint.REGISTER, "email", "nobody", "template_id", 1)
                        .message())
                .isEqualTo("106:4 - invalid email");
        assertThat(stage.call(Endpoint.REGISTER, "email", "a@b.c", "template_id", "1")
                        .message())
                .isEqualTo("109:0 - a member is missing or of the wrong type");
    }

    @Test
    void aRegistrationWithImagesOfMegabytesIsTaken() {
        JsonObject kyc = json(
                "first_name",
                "Ann",
                "last_name",
                "B",
                "date_of_birth",
                "1990-01-31",
                "identification_number",
                "X1",
                "front_img_base64",
                "A".repeat(4 << 20));
        Stage.Reply reply = stage.call(
                Endpoint.REGISTER, "email", "ann@example.com", "template_id", 7, "kyc_data", kyc);
        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void theEmailDecidesAboutTheUser() {
        assertThat(stage.approvedUser(1)).isPositive();
        stage.call(Endpoint.REGISTER, "email", "reject.me@example.com", "template_id", 1);
        JsonObject rejected = stage.receiver.await("USER_CREATE_RESULT", 2);
        assertThat(rejected.getString("status")).isEqualTo("REJECTED");
        assertThat(rejected.getString("message")).isNotBlank();
        assertThat(rejected.fieldNames()).doesNotContain("occur_time");
        // "reject" in the domain does not count.
        stage.call(Endpoint.REGISTER, "email", "ann@reject.com", "template_id", 1);
        assertThat(stage.receiver.await("USER_CREATE_RESULT", 3).getString("status"))
                .isEqualTo("APPROVED");
    }

    @Test
    void aHeldUserWaitsForTheControlApi() {
        long held = stage.call(Endpoint.REGISTER, "email", "on.hold@example.com", "template_id", 1)
                .body()
                .getLong("user_id");
        stage.approvedUser(1);
        assertThat(stage.get("/state").getInteger("pending_timers")).isZero();
        stage.post("/users/" + held + "/reject", "message", "blurred passport");
        JsonObject rejected = stage.awaitOf("USER_CREATE_RESULT", "user_id", held);
        assertThat(rejected.getString("message")).isEqualTo("blurred passport");
        stage.post("/users/" + held + "/approve");
        assertThat(stage.receiver.await("USER_CREATE_RESULT", 3).getString("status"))
                .isEqualTo("APPROVED");
        assertThat(stage.control("POST", "/users/1/approve", "{}").status()).isEqualTo(404);
    }
}
