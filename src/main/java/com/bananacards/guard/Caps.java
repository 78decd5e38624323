package com.bananacards.guard;

import com.bananacards.http.FieldError;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.money.Money;
import com.bananacards.operations.Intent;
import com.bananacards.operations.OperationKind;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What is in the way of moving an amount, by what counts already. Pure. */
final class Caps {

    private Caps() {}

    /** All that is in the way, the request's own fault first. */
    static List<Problem> faults(
            GuardConfig config, Intent intent, Money amount, Spent spent, Instant now) {
        return Stream.of(
                        config.maxAmount()
                                .filter(max -> amount.amount().compareTo(max) > 0)
                                .map(max -> tooMuch(max, intent.kind())),
                        exceeded("card_per_day", config.cardPerDay(), spent.byCard(), amount),
                        exceeded(
                                "cardholder_per_day",
                                config.cardholderPerDay(),
                                spent.byCardholder(),
                                amount),
                        exceeded(
                                "merchant_per_day",
                                config.merchantPerDay(),
                                spent.byMerchant(),
                                amount),
                        tooOften(config.rechargesPerCardAndHour(), intent.kind(), spent),
                        resting(config, spent, now))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Problem tooMuch(BigDecimal max, OperationKind kind) {
        String detail = "must be at most " + max.toPlainString();
        String pointer = kind == OperationKind.CARD_APPLY ? "/deposit_amount" : "/amount";
        return Problem.of(ProblemType.AMOUNT_OUT_OF_LIMITS, "The amount " + detail + ".")
                .with("errors", List.of(new FieldError(pointer, "range", detail)));
    }

    private static Optional<Problem> exceeded(
            String cap, Optional<BigDecimal> limit, BigDecimal spent, Money amount) {
        return limit.filter(most -> spent.add(amount.amount()).compareTo(most) > 0)
                .map(most -> Problem.of(
                                ProblemType.CAP_EXCEEDED,
                                "More than the limit of the day would be asked for.")
                        .with("cap", cap)
                        .with("limit", new Money(most, amount.currency()).text())
                        .with("left", left(most.subtract(spent), amount)));
    }

    private static String left(BigDecimal rest, Money amount) {
        return new Money(rest.max(BigDecimal.ZERO), amount.currency()).text();
    }

    private static Optional<Problem> tooOften(OptionalInt limit, OperationKind kind, Spent spent) {
        boolean reached = kind == OperationKind.CARD_RECHARGE
                && limit.isPresent()
                && spent.recharges() >= limit.getAsInt();
        return reached
                ? Optional.of(Problem.of(
                                ProblemType.CAP_EXCEEDED,
                                "The card was recharged often enough within an hour.")
                        .with("cap", "recharges_per_card_and_hour")
                        .with("limit", Integer.toString(limit.getAsInt()))
                        .with("left", "0"))
                : Optional.empty();
    }

    private static Optional<Problem> resting(GuardConfig config, Spent spent, Instant now) {
        Instant ended = spent.doubtEnded();
        return ended == null || !ended.plus(config.coolDown()).isAfter(now)
                ? Optional.empty()
                : Optional.of(Problem.of(ProblemType.COOL_DOWN)
                        .with("until", ended.plus(config.coolDown())));
    }
}
