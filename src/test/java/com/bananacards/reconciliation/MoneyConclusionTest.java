package com.bananacards.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.bananacards.bananatech.CardRef;
import com.bananacards.bananatech.IssuerFact.CardBalanceChange;
import com.bananacards.bananatech.IssuerFact.CardRechargeResult;
import com.bananacards.bananatech.IssuerFact.TransactionCreated;
import com.bananacards.bananatech.IssuerReads.AccountBalance;
import com.bananacards.bananatech.IssuerReads.CardBalance;
import com.bananacards.money.Money;
import com.bananacards.operations.Baseline;
import com.bananacards.operations.Intent;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OperationKind;
import com.bananacards.operations.OperationTable;
import com.bananacards.time.Ids;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is told of a recharge of 50.00 that two witnesses saw. */
class MoneyConclusionTest {

    private static final Instant BEGAN = Instant.parse("2026-01-02T03:00:00Z");
    private static final Instant ASKED = BEGAN.plusSeconds(10);
    private static final Duration SKEW = Duration.ofSeconds(5);
    private static final CardRef CARD = new CardRef(901, 12_345);

    private final Operation operation = new OperationTable()
            .open(
                    Intent.ofCard(OperationKind.CARD_RECHARGE, Ids.next(), Ids.next(), List.of())
                            .costing(new Money(new BigDecimal("50.00"), "USD"), null),
                    new Baseline(new BigDecimal("100.00"), new BigDecimal("1000.00"), BEGAN),
                    BEGAN);
    private final Checks.Seen seen = new Checks.Seen(ASKED);

    private Checks.Conclusion conclusion() {
        seen.card = new CardBalance(new BigDecimal("150.00"), null, "USD");
        seen.account = new AccountBalance(new BigDecimal("950.00"), "USD");
        return Checks.weigh(operation, Optional.of(CARD), seen).conclusion();
    }

    @Test
    void anAmountWithoutATimeComesWithTheBalanceThatHasIt() {
        assertThat(conclusion().facts())
                .satisfiesExactly(
                        fact -> assertThat(((CardRechargeResult) fact).at())
                                .isEqualTo(BEGAN.minus(SKEW)),
                        fact -> {
                            CardBalanceChange stated = (CardBalanceChange) fact;
                            assertThat(stated.total()).isEqualByComparingTo("150.00");
                            assertThat(stated.at()).isEqualTo(ASKED.minus(SKEW));
                        });
    }

    @Test
    void anAmountWithATransactionHasItsTime() {
        Instant at = BEGAN.plusSeconds(1);
        seen.transactions = List.of(new TransactionCreated(
                12_345L, 501L, "RECHARGE", "SUCCESS", new BigDecimal("50.00"), "USD", null, at));

        assertThat(conclusion().facts())
                .singleElement()
                .satisfies(fact -> assertThat(((CardRechargeResult) fact).at()).isEqualTo(at));
    }
}
