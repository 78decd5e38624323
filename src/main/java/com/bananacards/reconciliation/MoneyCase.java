package com.bananacards.reconciliation;

import com.bananacards.money.Money;
import com.bananacards.operations.Baseline;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.Verdict;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What an operation asked money to do, for those who have to find out whether it did.
 *
 * @param amount what was to move; zero when that is the card's own balance, or nothing
 * @param fee zero when there is none, or it is not known
 * @param since what the issuer did before this has nothing to do with it
 */
record MoneyCase(
        OperationKind kind,
        BigDecimal amount,
        BigDecimal fee,
        @Nullable String currency,
        @Nullable Baseline baseline,
        Instant since) {

    static MoneyCase of(Operation operation, Instant since) {
        Money money = operation.amount() == null ? operation.fee() : operation.amount();
        return new MoneyCase(
                operation.kind(),
                value(operation.amount()),
                value(operation.fee()),
                money == null ? null : money.currency(),
                operation.baseline(),
                since);
    }

    private static BigDecimal value(@Nullable Money money) {
        return money == null ? BigDecimal.ZERO : money.amount();
    }

    @Nullable
    BigDecimal cardBefore() {
        return baseline == null ? null : baseline.card();
    }

    @Nullable
    BigDecimal accountBefore() {
        return baseline == null ? null : baseline.account();
    }

    /** A refund of nothing need not be listed: that there is none shows nothing then. */
    boolean refundsNothing() {
        BigDecimal before = cardBefore();
        return kind == OperationKind.CARD_CLOSE && before != null && before.signum() == 0;
    }

    /** How many witnesses have to agree: where no money is at stake, one that saw it is enough. */
    int witnessesNeeded() {
        boolean nothingAtStake = switch (kind) {
            case CARD_CLOSE -> refundsNothing();
            case CARD_APPLY -> amount.add(fee).signum() == 0;
            default -> false;
        };
        return nothingAtStake ? 1 : Verdict.FOR_MONEY;
    }
}
