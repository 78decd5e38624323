package com.bananacards.bananatech;

import static com.bananacards.bananatech.EventType.*;
import static com.bananacards.testsupport.Samples.with;
import static com.bananacards.testsupport.Samples.without;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.bananatech.IssuerFact.Result;
import com.bananacards.bananatech.Reading.Read;
import com.bananacards.bananatech.Reading.Unreadable;
import com.bananacards.sensitive.Pan;
import com.bananacards.testsupport.Samples;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

class IssuerFactsTest {

    private static final Instant AT = Instant.ofEpochMilli(1_691_249_025_085L);
    private static final Instant EXPIRES = Instant.ofEpochMilli(1_691_249_325_085L);

    private final IssuerFacts facts = FactsInMemory.byDefault();

    @Test
    void theDocumentedAssignmentsAndActivationAreRead() {
        assertThat(fact(CARD_ASSIGN_RESULT, "card_assign_result"))
                .isEqualTo(new IssuerFact.CardAssignResult(12345L, null, Result.SUCCESS, null, AT));
        assertThat(fact(CARD_ASSIGN_RESULT, "card_assign_result_failed"))
                .isEqualTo(new IssuerFact.CardAssignResult(
                        null, 67890L, Result.FAILED, "101:0 - card number not exist", AT));
        assertThat(fact(CARD_ACTIVATE_RESULT, "card_activate_result"))
                .isEqualTo(new IssuerFact.CardActivateResult(
                        12345L,
                        Pan.parse("1234567890123456").orElseThrow(),
                        Result.SUCCESS,
                        null,
                        AT));
    }

    @Test
    void theOtherResultsAreRead() {
        assertThat(fact(USER_CREATE_RESULT, "user_create_result"))
                .isEqualTo(new IssuerFact.UserCreateResult(12345L, true, null, null));
        assertThat(fact(USER_CREATE_RESULT, "user_create_result_rejected"))
                .isEqualTo(new IssuerFact.UserCreateResult(
                        12345L, false, "document is not readable", null));
        assertThat(fact(CARD_APPLY_RESULT, "card_apply_result"))
                .isEqualTo(new IssuerFact.CardApplyResult(
                        9L, 12345L, 67890L, Result.SUCCESS, null, AT));
        assertThat(fact(CARD_STATUS_CHANGE, "card_status_change"))
                .isEqualTo(new IssuerFact.CardStatusChange(12345L, Result.SUCCESS, true, null, AT));
    }

    @Test
    void amountsAreReadExactly() {
        IssuerFact.CardRechargeResult recharge =
                (IssuerFact.CardRechargeResult) fact(CARD_RECHARGE_RESULT, "card_recharge_result");
        IssuerFact.CardCloseResult close =
                (IssuerFact.CardCloseResult) fact(CARD_CLOSE_RESULT, "card_close_result");
        IssuerFact.CardBalanceChange balance =
                (IssuerFact.CardBalanceChange) fact(CARD_BALANCE_CHANGE, "card_balance_change");

        assertThat(recharge.received()).isEqualByComparingTo("100.10");
        assertThat(close.refunded()).isEqualByComparingTo("20.05");
        assertThat(balance.total()).isEqualByComparingTo("120.15");
        assertThat(balance.available()).isEqualByComparingTo("100.10");
        assertThat(received("0.1000000000000000055")).isEqualByComparingTo("0.1000000000000000055");
        assertThat(received("90071992547409.9301")).isEqualByComparingTo("90071992547409.9301");
        assertThat(received("\"100.10\"")).isEqualByComparingTo("100.10");
    }

    @Test
    void theAssumedEventsAreRead() {
        assertThat(fact(TRANSACTION_CREATED, "transaction_created"))
                .isEqualTo(new IssuerFact.TransactionCreated(
                        12345L,
                        555003L,
                        "PURCHASE",
                        "PENDING",
                        new BigDecimal("19.99"),
                        "USD",
                        "Corner Shop",
                        AT));
        assertThat(fact(CARD_CORRECTION, "card_correction"))
                .isEqualTo(new IssuerFact.CardCorrection(
                        12345L, 555004L, null, new BigDecimal("-0.05"), "USD", null, AT));
        assertThat(((IssuerFact.Card3ds) fact(CARD_3DS, "card_3ds")))
                .extracting(IssuerFact.Card3ds::challengeId, IssuerFact.Card3ds::expiresAt)
                .containsExactly("c-0001", EXPIRES);
        assertThat(fact(CARD_VERIFICATION, "card_verification"))
                .isEqualTo(new IssuerFact.CardVerification(12345L, "Google Pay", EXPIRES, AT))
                .asString()
                .doesNotContain("482913");
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void everyTypeHasASample(EventType type) {
        assertThat(Samples.all().keySet())
                .anyMatch(name -> Samples.typeOf(name).equals(type.name()));
    }

    @Test
    void unknownMembersAreLeftAlone() {
        Samples.all().forEach((name, sample) -> {
            String more = with(with(sample, "shiny_new", "{\"a\":[1]}"), "x-1", "null");

            assertThat(read(Samples.typeOf(name), more))
                    .isEqualTo(read(Samples.typeOf(name), sample));
        });
    }

    @Test
    void numbersMayComeAsText() {
        String sample = Samples.of("card_recharge_result");
        String asText = with(sample, "card_id", "\"12345\"");
        asText = with(asText, "occur_time", "\"1691249025085\"");
        asText = with(asText, "receive_amount", "\"100.10\"");

        assertThat(effect(CARD_RECHARGE_RESULT, asText))
                .isEqualTo(effect(CARD_RECHARGE_RESULT, sample));
        assertThat(fact(CARD_RECHARGE_RESULT, "card_recharge_result"))
                .isEqualTo(((Read) read("CARD_RECHARGE_RESULT", asText)).fact());
    }

    @Test
    void aTypeThatIsNotDocumentedIsKeptAsUnknown() {
        assertThat(facts.read("CARD_TELEPORTED", bytes(Samples.of("card_assign_result"))))
                .isEqualTo(new Unreadable("unknown_type", 12345L, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "7", "{", "{} {}", "not json", "{\"a\":}"})
    void whatIsNoJsonObjectIsKeptAsSuch(String payload) {
        assertThat(facts.read("CARD_ASSIGN_RESULT", bytes(payload)))
                .isEqualTo(new Unreadable("no_json_object", null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "user_create_result, status, MAYBE",
        "card_apply_result, status, success",
        "card_activate_result, status, APPROVED",
        "card_assign_result, status, PENDING",
        "card_status_change, status, DONE",
        "card_status_change, card_status, FROZEN",
        "card_recharge_result, status, PROCESSING",
        "card_close_result, status, REVERSED"
    })
    void aWordThatIsNotDocumentedIsAnUnknownStatus(String name, String member, String word) {
        String payload = with(Samples.of(name), member, "\"" + word + "\"");

        assertThat(reason(Samples.typeOf(name), payload)).isEqualTo("unknown_status");
    }

    @Test
    void aPayloadWithoutARequiredMemberIsIncomplete() {
        Samples.all().forEach((name, sample) -> {
            EventType type = EventType.valueOf(Samples.typeOf(name));
            for (String member : type.required()) {
                assertThat(reason(type.name(), without(sample, member)))
                        .as("%s without %s", name, member)
                        .isEqualTo("incomplete");
                assertThat(reason(type.name(), with(sample, member, "null")))
                        .as("%s with a null %s", name, member)
                        .isEqualTo("incomplete");
            }
        });
    }

    @Test
    void aResultThatNamesNobodyIsIncomplete() {
        assertThat(reason(
                        "CARD_ASSIGN_RESULT", without(Samples.of("card_assign_result"), "card_id")))
                .isEqualTo("incomplete");
        assertThat(reason(
                        "CARD_ASSIGN_RESULT",
                        without(Samples.of("card_assign_result_failed"), "user_id")))
                .isEqualTo("incomplete");
        assertThat(reason("CARD_APPLY_RESULT", without(Samples.of("card_apply_result"), "card_id")))
                .isEqualTo("incomplete");
        assertThat(reason(
                        "CARD_CLOSE_RESULT",
                        without(Samples.of("card_close_result"), "transaction_id")))
                .isEqualTo("incomplete");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "1.5",
                "true",
                "{}",
                "[12345]",
                "\"\"",
                "\"twelve\"",
                "9223372036854775808",
                "99999999999999999999999999",
                "1e400",
                "1e999999999",
                "1E2147483647",
                "1e-400",
                "\"1E2147483647\"",
                "\"٣\""
            })
    void anAbsurdNumberIsNoCard(String number) {
        String payload = with(Samples.of("card_status_change"), "card_id", number);

        assertThat(read("CARD_STATUS_CHANGE", payload))
                .isEqualTo(new Unreadable("incomplete", null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "999999999999999", "1e30", "\"yesterday\"", "1691249025.5"})
    void anAbsurdTimeIsNoTime(String time) {
        String payload = with(Samples.of("card_status_change"), "occur_time", time);

        assertThat(reason("CARD_STATUS_CHANGE", payload)).isEqualTo("incomplete");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e400", "1e999999999", "1E2147483647", "1e-999999", "\"1e99999\"", "\"NaN\""
            })
    void anAbsurdAmountIsNoAmount(String amount) {
        String recharge = with(Samples.of("card_recharge_result"), "receive_amount", amount);
        String balance = with(Samples.of("card_balance_change"), "available", amount);

        assertThat(reason("CARD_RECHARGE_RESULT", recharge)).isEqualTo("incomplete");
        assertThat(reason("CARD_BALANCE_CHANGE", balance)).isEqualTo("incomplete");
    }

    @Test
    void anAbsurdExpiryInSecondsIsNoExpiry() {
        IssuerFacts inSeconds =
                FactsInMemory.with(Map.of("bananatech.formats.expire-time", "seconds"));
        String challenge = Samples.of("card_3ds");

        assertThat(expiry(inSeconds, with(challenge, "expire_time", "1691249325")))
                .isEqualTo(Instant.ofEpochSecond(1_691_249_325L));
        assertThat(expiry(inSeconds, with(challenge, "expire_time", "999999999999999999")))
                .isNull();
    }

    private static Instant expiry(IssuerFacts facts, String payload) {
        Read read = (Read) facts.read("CARD_3DS", bytes(payload));
        return ((IssuerFact.Card3ds) read.fact()).expiresAt();
    }

    @Test
    void aCardNumberInTheIssuersWordsIsMasked() {
        String payload = with(
                Samples.of("card_assign_result_failed"),
                "error_reason",
                "\"card 4111 1111 1111 1111 taken\"");

        IssuerFact.CardAssignResult fact =
                (IssuerFact.CardAssignResult) ((Read) read("CARD_ASSIGN_RESULT", payload)).fact();
        assertThat(fact.reason()).isEqualTo("card ***1111 taken");
    }

    @Test
    void aConfiguredNameStandsForADocumentedOne() {
        IssuerFacts renamed =
                FactsInMemory.with(Map.of("bananatech.members.card_status", "new_state"));
        String sample = without(Samples.of("card_status_change"), "card_status");

        assertThat(renamed.read(
                        "CARD_STATUS_CHANGE", bytes(with(sample, "new_state", "\"ACTIVE\""))))
                .isInstanceOfSatisfying(
                        Read.class,
                        read -> assertThat(read.fact())
                                .isEqualTo(new IssuerFact.CardStatusChange(
                                        12345L, Result.SUCCESS, false, null, AT)));
    }

    @Test
    void theSameFactHasTheSameEffectHoweverItIsWritten() {
        Samples.all().forEach((name, sample) -> {
            EventType type = EventType.valueOf(Samples.typeOf(name));
            EffectKey effect = effect(type, sample);

            assertThat(effect(type, Samples.reordered(sample))).isEqualTo(effect);
            assertThat(EffectKey.ofBytes(effect.bytes()))
                    .isEqualTo(effect)
                    .hasSameHashCodeAs(effect);
        });
    }

    @Test
    void differentFactsHaveDifferentEffects() {
        Set<EffectKey> effects = new HashSet<>();
        Samples.all().forEach((name, sample) -> {
            EventType type = EventType.valueOf(Samples.typeOf(name));

            assertThat(effects.add(effect(type, sample))).as(name).isTrue();
        });
        String locked = Samples.of("card_status_change");

        assertThat(effects.add(effect(CARD_STATUS_CHANGE, with(locked, "card_id", "12346"))))
                .isTrue();
        assertThat(effects.add(
                        effect(CARD_STATUS_CHANGE, with(locked, "occur_time", "1691249025086"))))
                .isTrue();
        assertThat(effects.add(effect(CARD_STATUS_CHANGE, with(locked, "status", "\"FAILED\""))))
                .isTrue();
        assertThat(effects.add(
                        effect(CARD_STATUS_CHANGE, with(locked, "card_status", "\"ACTIVE\""))))
                .isTrue();
    }

    private BigDecimal received(String amount) {
        String payload = with(Samples.of("card_recharge_result"), "receive_amount", amount);
        Read read = (Read) read("CARD_RECHARGE_RESULT", payload);
        return ((IssuerFact.CardRechargeResult) read.fact()).received();
    }

    private IssuerFact fact(EventType type, String name) {
        return ((Read) read(type.name(), Samples.of(name))).fact();
    }

    private EffectKey effect(EventType type, String payload) {
        return ((Read) read(type.name(), payload)).effect();
    }

    private String reason(String type, String payload) {
        return read(type, payload) instanceof Unreadable unreadable ? unreadable.reason() : "read";
    }

    private Reading read(String type, String payload) {
        return facts.read(type, bytes(payload));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
