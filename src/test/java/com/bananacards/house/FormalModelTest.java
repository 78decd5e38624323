package com.bananacards.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.testsupport.ModelChecker;
import com.bananacards.testsupport.ModelChecker.Found;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;

/**
 * The formal model of settlement keeps its laws, and can break them: each rule of the product that it knows is
 * switched off once. What it says stands in docs/formal-model.md. {@code -Dmodel.full=true} walks a larger world.
 */
class FormalModelTest {

    private static final Duration AT_MOST = Duration.ofMinutes(3);
    private static final Duration FULL_AT_MOST = Duration.ofMinutes(30);
    private static final int ONE_STATES = 10_000;
    private static final int TWO_STATES = 100_000;
    private static final List<String> LAWS = List.of(
            "DebitsWithinIntents",
            "CountedAtMostOnce",
            "ToldMoneyIsCounted",
            "OneOpenPerCard",
            "SettledIsTrue",
            "WrongIsNoted",
            "SettledIsFinal",
            "NothingStaysOpen");

    @Test
    void oneOperationThatTwoReplicasSettleIsSettledOnceTrulyAndInTime() {
        Found found = ModelChecker.named("one-operation").run(AT_MOST);

        assertThat(found.violated()).isEmpty();
        assertThat(found.nothing()).isTrue();
        assertThat(found.distinct()).isGreaterThan(ONE_STATES);
    }

    @Test
    void theResultsOfTwoOperationsInARowAreNeverMistakenForEachOther() {
        boolean full = Boolean.getBoolean("model.full");
        Found found = ModelChecker.named("two-operations")
                .with("Ops", "{1, 2}")
                .with("LastTick", full ? "5" : "4")
                .with("Replicas", full ? "{1, 2}" : "{1}")
                .with("Misled", "0")
                .without("NothingStaysOpen")
                .run(full ? FULL_AT_MOST : AT_MOST);

        assertThat(found.violated()).isEmpty();
        assertThat(found.nothing()).isTrue();
        assertThat(found.distinct()).isGreaterThan(TWO_STATES);
    }

    @ParameterizedTest(name = "without {0}")
    @CsvSource({
        "SendsOnce, DebitsWithinIntents",
        "TwoWitnesses, SettledIsTrue",
        "EffectKey, CountedAtMostOnce",
        "CountedOnce, CountedAtMostOnce",
        "RowLock, SettledIsFinal",
        "RipeByLook, SettledIsTrue",
        "CutOffIsSent, CountedAtMostOnce",
        "CarriesInTime, SettledIsTrue"
    })
    void aRuleThatIsSwitchedOffIsMissed(String rule, String law) {
        Found found = only(law, ModelChecker.named("without-" + rule).with(rule, "FALSE"));

        assertThat(found.violated()).isEqualTo(law);
    }

    @ParameterizedTest(name = "without {0}")
    @CsvSource({
        "OneOpen, OneOpenPerCard",
        "TimeRule, SettledIsTrue",
        "Apart, CountedAtMostOnce",
        "Apart, SettledIsTrue"
    })
    void aRuleAboutSeveralOperationsThatIsSwitchedOffIsMissed(String rule, String law) {
        Found found = only(
                law,
                ModelChecker.named("without-" + rule + "-" + law)
                        .with("Ops", "{1, 2}")
                        .with("LastTick", "3")
                        .with("LastBegin", "2")
                        .with("Replicas", "{1}")
                        .with("Misled", "0")
                        .with("Stranger", "FALSE")
                        .with(rule, "FALSE"));

        assertThat(found.violated()).isEqualTo(law);
        assertThat(found.steps()).filteredOn("Begin"::equals).hasSize(2);
    }

    @Test
    void witnessesOfWhichTwoAreMisledSettleWrongly() {
        Found found = only("SettledIsTrue", ModelChecker.named("two-misled").with("Misled", "2"));

        assertThat(found.violated()).isEqualTo("SettledIsTrue");
    }

    @Test
    void moneyThatMovesAfterItWasGivenUpIsCountedOnceAndTheContradictionIsNoted() {
        Found found = ModelChecker.named("given-up-too-early")
                .with("CarriesInTime", "FALSE")
                .without("SettledIsTrue")
                .run(AT_MOST);

        assertThat(found.violated()).isEmpty();
        assertThat(found.nothing()).isTrue();
    }

    private static Found only(String law, ModelChecker model) {
        return model.without(LAWS.stream().filter(one -> !one.equals(law)).toArray(String[]::new))
                .run(AT_MOST);
    }
}
