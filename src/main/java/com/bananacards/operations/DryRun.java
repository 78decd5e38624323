package com.bananacards.operations;

import com.bananacards.http.Problem;
import com.bananacards.money.Money;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * What a command would do.
 *
 * @param kind of the operation that it would open, or the name of what opens none
 * @param cost what the merchant's account would pay; null when nothing
 * @param resultingBalance of the card, as far as is known; null when it would not change
 * @param blockers the problems that it would be answered with; empty when it would be sent
 */
@Schema(description = "What a command would do")
@RegisterForReflection
public record DryRun(
        String kind,
        @Nullable Cost cost,
        @JsonProperty("resulting_balance") @Nullable String resultingBalance,
        List<Map<String, Object>> blockers) {

    /** An amount, the issuer's fee for it, and both together. */
    @RegisterForReflection
    public record Cost(String amount, String fee, String total, String currency) {}

    static DryRun of(String kind, @Nullable Planned planned, List<Problem> blockers) {
        return new DryRun(
                kind,
                planned == null ? null : cost(planned.intent()),
                planned == null || planned.resultingBalance() == null
                        ? null
                        : planned.resultingBalance().text(),
                blockers.stream().map(problem -> problem.body(null)).toList());
    }

    private static @Nullable Cost cost(Intent intent) {
        Money some = intent.amount() == null ? intent.fee() : intent.amount();
        if (some == null) {
            return null;
        }
        Money nothing = Money.zero(some.currency());
        Money amount = intent.amount() == null ? nothing : intent.amount();
        Money fee = intent.fee() == null ? nothing : intent.fee();
        return new Cost(amount.text(), fee.text(), amount.plus(fee).text(), some.currency());
    }
}
