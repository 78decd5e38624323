package com.bananacards.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.http.Problem;
import com.bananacards.money.Money;
import com.bananacards.operations.Intent;
import com.bananacards.operations.OperationKind;
import com.bananacards.testsupport.Settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What is in the way of an amount, by what counts already. */
class CapsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Intent RECHARGE = Intent.ofCard(
            OperationKind.CARD_RECHARGE, UUID.randomUUID(), UUID.randomUUID(), List.of());
    private static final Intent DEPOSIT =
            Intent.ofCardholder(OperationKind.CARD_APPLY, UUID.randomUUID(), 4, null);

    private static List<Problem> faults(
            Map<String, String> settings, Intent intent, String amount, Spent spent) {
        return Caps.faults(
                Settings.of(GuardConfig.class, settings),
                intent,
                new Money(new BigDecimal(amount), "USD"),
                spent,
                NOW);
    }

    private static Spent spent(String card, String cardholder, String merchant) {
        return new Spent(
                new BigDecimal(card),
                new BigDecimal(cardholder),
                new BigDecimal(merchant),
                0,
                null);
    }

    @Test
    void byDefaultNothingIsLimited() {
        Spent much = new Spent(
                new BigDecimal("1e12"), new BigDecimal("1e12"), new BigDecimal("1e12"), 999, NOW);

        assertThat(faults(Map.of(), RECHARGE, "1000000000", much)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "guard.max-amount,         500.00, amount_out_of_limits",
        "guard.card-per-day,       510.00, cap_exceeded",
        "guard.cardholder-per-day, 520.00, cap_exceeded",
        "guard.merchant-per-day,   530.00, cap_exceeded",
    })
    void anAmountMayReachItsCapAndNotACentMore(String setting, String limit, String code) {
        Spent before = spent("10.00", "20.00", "30.00");

        assertThat(faults(Map.of(setting, limit), RECHARGE, "500.00", before)).isEmpty();
        assertThat(faults(Map.of(setting, limit), RECHARGE, "500.01", before))
                .extracting(fault -> fault.type().code())
                .containsExactly(code);
    }

    @Test
    void aCapSaysWhichItIsAndWhatIsLeftOfIt() {
        Problem fault = faults(
                        Map.of("guard.card-per-day", "100"),
                        RECHARGE,
                        "90.00",
                        spent("30.00", "30.00", "30.00"))
                .getFirst();

        assertThat(fault.body(null))
                .containsEntry("cap", "card_per_day")
                .containsEntry("limit", "100.00")
                .containsEntry("left", "70.00");
    }

    @Test
    void whereMoreWasSpentThanIsAllowedNowNothingIsLeft() {
        Problem fault = faults(
                        Map.of("guard.card-per-day", "100"),
                        RECHARGE,
                        "1.00",
                        spent("130.00", "130.00", "130.00"))
                .getFirst();

        assertThat(fault.body(null)).containsEntry("left", "0.00");
    }

    @Test
    void aDepositCountsAndIsNamedByItsOwnMember() {
        Problem fault = faults(
                        Map.of("guard.max-amount", "10"), DEPOSIT, "10.01", spent("0", "0", "0"))
                .getFirst();

        assertThat(fault.body(null).get("errors").toString()).contains("/deposit_amount");
    }

    @Test
    void velocityCountsRechargesAndLeavesDepositsAlone() {
        Map<String, String> three = Map.of("guard.recharges-per-card-and-hour", "3");
        Spent two = new Spent(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, 2, null);
        Spent full = new Spent(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, 3, null);

        assertThat(faults(three, RECHARGE, "1", two)).isEmpty();
        assertThat(faults(three, RECHARGE, "1", full))
                .extracting(fault -> fault.body(null).get("cap"))
                .containsExactly("recharges_per_card_and_hour");
        assertThat(faults(three, DEPOSIT, "1", full)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT10M, true", "PT9M59S, false", "PT10M1S, true"})
    void aCardRestsUntilTheTimeIsOverAndNotLonger(String ago, boolean free) {
        Instant ended = NOW.minus(java.time.Duration.parse(ago));
        Spent doubt = new Spent(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, 1, ended);

        assertThat(faults(Map.of("guard.cool-down", "10M"), RECHARGE, "1", doubt)
                        .isEmpty())
                .isEqualTo(free);
    }

    @Test
    void allThatIsInTheWayIsSaid() {
        Map<String, String> tight = Map.of(
                "guard.max-amount", "1",
                "guard.card-per-day", "1",
                "guard.cardholder-per-day", "1",
                "guard.merchant-per-day", "1");

        assertThat(faults(tight, RECHARGE, "2", spent("0", "0", "0"))).hasSize(4);
    }
}
