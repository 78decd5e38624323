package com.bananacards.bananatech;

import static com.bananacards.testsupport.Samples.with;
import static com.bananacards.testsupport.Samples.without;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.bananatech.IssuerFact.Card3ds;
import com.bananacards.bananatech.IssuerFact.CardRechargeResult;
import com.bananacards.bananatech.IssuerFact.CardStatusChange;
import com.bananacards.bananatech.IssuerFact.TransactionCreated;
import com.bananacards.bananatech.Reading.Read;
import com.bananacards.bananatech.Reading.Unreadable;
import com.bananacards.testsupport.Samples;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** How far the issuer's values may go: the last one that is taken, and the first one that is not. */
class FactLimitsTest {

    private static final String CHANGE = Samples.of("card_status_change");
    private static final String CHALLENGE = Samples.of("card_3ds");
    private static final String SPENT = Samples.of("transaction_created");
    private static final String CORRECTED = Samples.of("card_correction");

    private static Reading read(String type, String payload) {
        return FactsInMemory.byDefault().read(type, payload.getBytes(StandardCharsets.UTF_8));
    }

    private static IssuerFact fact(String type, String payload) {
        return ((Read) read(type, payload)).fact();
    }

    private static EffectKey effect(String type, String payload) {
        return ((Read) read(type, payload)).effect();
    }

    private static void assertIncomplete(String type, String payload) {
        assertThat(read(type, payload)).isInstanceOfSatisfying(Unreadable.class, unreadable -> {
            assertThat(unreadable.reason()).isEqualTo("incomplete");
        });
    }

    private static String letters(int count) {
        return '"' + "x".repeat(count) + '"';
    }

    @Test
    void aNumberHasEighteenDigitsAtMost() {
        assertThat(fact("CARD_STATUS_CHANGE", with(CHANGE, "card_id", "999999999999999999")))
                .extracting(IssuerFact::card)
                .isEqualTo(999_999_999_999_999_999L);
        assertThat(fact("CARD_STATUS_CHANGE", with(CHANGE, "card_id", "1E17")).card())
                .isEqualTo(100_000_000_000_000_000L);
        assertIncomplete("CARD_STATUS_CHANGE", with(CHANGE, "card_id", "1000000000000000000"));
        assertIncomplete("CARD_STATUS_CHANGE", with(CHANGE, "card_id", "1E18"));
    }

    @Test
    void aTimeIsInTheYear9999AtMost() {
        assertThat(fact("CARD_STATUS_CHANGE", with(CHANGE, "occur_time", "253402300799000")))
                .isInstanceOfSatisfying(
                        CardStatusChange.class,
                        change -> assertThat(change.at()).hasToString("9999-12-31T23:59:59Z"));
        assertIncomplete("CARD_STATUS_CHANGE", with(CHANGE, "occur_time", "253402300799001"));
    }

    @Test
    void anExpiryInSecondsIsInTheYear9999AtMost() {
        IssuerFacts inSeconds =
                FactsInMemory.with(Map.of("bananatech.formats.expire-time", "seconds"));

        assertThat(expiry(inSeconds, "253402300799")).isEqualTo("9999-12-31T23:59:59Z");
        assertThat(expiry(inSeconds, "253402300800")).isEqualTo("null");
    }

    private static String expiry(IssuerFacts facts, String seconds) {
        byte[] payload = with(CHALLENGE, "expire_time", seconds).getBytes(StandardCharsets.UTF_8);
        Read read = (Read) facts.read("CARD_3DS", payload);
        return String.valueOf(((Card3ds) read.fact()).expiresAt());
    }

    @Test
    void anAmountHasSoManyDigitsAndPlacesAtMost() {
        int most = 40;
        String recharge = Samples.of("card_recharge_result");
        for (String amount : new String[] {"9".repeat(most), "1E" + most, "1E-" + most}) {
            assertThat(fact("CARD_RECHARGE_RESULT", with(recharge, "receive_amount", amount)))
                    .isInstanceOf(CardRechargeResult.class);
        }
        for (String amount :
                new String[] {"9".repeat(most + 1), "1E" + (most + 1), "1E-" + (most + 1)}) {
            assertIncomplete("CARD_RECHARGE_RESULT", with(recharge, "receive_amount", amount));
        }
    }

    @Test
    void wordsAreCutAndIdentifiersAreNot() {
        assertThat(merchant(letters(500))).hasSize(500);
        assertThat(merchant(letters(501))).hasSize(500);
        assertThat(fact("CARD_3DS", with(CHALLENGE, "challenge_id", letters(500))))
                .isInstanceOfSatisfying(
                        Card3ds.class,
                        challenge -> assertThat(challenge.challengeId()).hasSize(500));
        assertIncomplete("CARD_3DS", with(CHALLENGE, "challenge_id", letters(501)));
    }

    private static String merchant(String json) {
        return ((TransactionCreated) fact("TRANSACTION_CREATED", with(SPENT, "merchant", json)))
                .merchant();
    }

    @Test
    void aCurrencyHasEightLettersAtMost() {
        assertThat(currency(letters(8))).isEqualTo("xxxxxxxx");
        assertThat(currency(letters(9))).isNull();
    }

    private static String currency(String json) {
        return ((TransactionCreated) fact("TRANSACTION_CREATED", with(SPENT, "currency", json)))
                .currency();
    }

    @Test
    void aCorrectionNeedsATimeOrATransactionToBeTold() {
        assertThat(read("CARD_CORRECTION", without(CORRECTED, "transaction_id")))
                .isInstanceOf(Read.class);
        assertThat(read("CARD_CORRECTION", without(CORRECTED, "occur_time")))
                .isInstanceOf(Read.class);
        assertIncomplete(
                "CARD_CORRECTION", without(without(CORRECTED, "occur_time"), "transaction_id"));
    }

    @Test
    void twoCorrectionsAreTheSameWhenTheirAmountsAre() {
        EffectKey effect = effect("CARD_CORRECTION", with(CORRECTED, "amount", "-5.0"));

        assertThat(effect("CARD_CORRECTION", with(CORRECTED, "amount", "-5.00")))
                .isEqualTo(effect);
        assertThat(effect("CARD_CORRECTION", with(CORRECTED, "amount", "-6.0")))
                .isNotEqualTo(effect);
    }

    @Test
    void failuresOfTwoCardholdersAtOnceAreTwo() {
        String failed = Samples.of("card_assign_result_failed");

        assertThat(effect("CARD_ASSIGN_RESULT", with(failed, "user_id", "67891")))
                .isNotEqualTo(effect("CARD_ASSIGN_RESULT", failed));
    }

    @Test
    void effectsSortByTheIssuersTime() {
        EffectKey earlier = effect("CARD_STATUS_CHANGE", CHANGE);
        EffectKey later = effect("CARD_STATUS_CHANGE", with(CHANGE, "occur_time", "1691249025086"));

        assertThat(later).isGreaterThan(earlier).isEqualByComparingTo(later);
        assertThat(later.toString()).isGreaterThan(earlier.toString());
    }
}
