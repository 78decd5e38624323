package com.bananacards.cards;

import com.bananacards.bananatech.Template;
import com.bananacards.http.FieldError;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.money.Money;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The amounts that a template allows. A limit that the issuer does not name limits nothing.
 *
 * <p>Source: guide 02; whether {@code activate_min_limit} bounds the first recharge, the deposit or both is left open
 * there, so it bounds whichever comes first.
 */
public final class AmountLimits {

    private AmountLimits() {}

    /**
     * What is wrong with an amount, or empty.
     *
     * @param first true when no money has reached the card before
     * @param pointer the member that named the amount
     */
    public static Optional<Problem> fault(
            Template template, Money amount, boolean first, String pointer) {
        BigDecimal min = min(template.limits(), first);
        BigDecimal max = template.limits().rechargeMax();
        boolean tooLittle = min != null && amount.amount().compareTo(min) < 0;
        boolean tooMuch = max != null && amount.amount().compareTo(max) > 0;
        return tooLittle || tooMuch ? Optional.of(outOf(min, max, pointer)) : Optional.empty();
    }

    private static @Nullable BigDecimal min(Template.Limits limits, boolean first) {
        return Stream.of(
                        Optional.ofNullable(limits.rechargeMin()),
                        Optional.ofNullable(first ? limits.activateMin() : null))
                .flatMap(Optional::stream)
                .max(BigDecimal::compareTo)
                .orElse(null);
    }

    private static Problem outOf(
            @Nullable BigDecimal min, @Nullable BigDecimal max, String pointer) {
        String detail = "must be"
                + (min == null ? "" : " at least " + min.toPlainString())
                + (min == null || max == null ? "" : " and")
                + (max == null ? "" : " at most " + max.toPlainString());
        return Problem.of(ProblemType.AMOUNT_OUT_OF_LIMITS, "The amount " + detail + ".")
                .with("errors", List.of(new FieldError(pointer, "range", detail)));
    }
}
