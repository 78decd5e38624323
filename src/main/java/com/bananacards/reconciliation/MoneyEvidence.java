package com.bananacards.reconciliation;

import com.bananacards.bananatech.BananatechConfig.Literals;
import com.bananacards.bananatech.IssuerFact.TransactionCreated;
import com.bananacards.bananatech.IssuerReads.AccountBalance;
import com.bananacards.bananatech.IssuerReads.CardBalance;
import com.bananacards.money.Money;
import com.bananacards.operations.Testimony;
import com.bananacards.operations.Verdict;
import com.bananacards.operations.Witness;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be concluded from what the issuer shows, one testimony for each witness. Pure. A witness speaks only where
 * what it shows has one explanation; everything else is {@code NOTHING}.
 */
final class MoneyEvidence {

    private final MoneyCase asked;
    private final Sight sight;
    private final Literals literals;
    private final CardStatement statement;

    MoneyEvidence(MoneyCase asked, Sight sight, Literals literals) {
        this.asked = asked;
        this.sight = sight;
        this.literals = literals;
        this.statement = new CardStatement(asked, sight, literals);
    }

    /** Every witness that this kind of operation has. */
    List<Testimony> testimonies() {
        List<Testimony> all = new ArrayList<>();
        switch (asked.kind()) {
            case CARD_RECHARGE -> {
                all.add(statement.testimony());
                all.add(cardBalance(asked.amount()));
                all.add(account(asked.amount().add(asked.fee()).negate()));
            }
            case CARD_CLOSE -> {
                all.add(closed());
                all.add(statement.testimony());
                all.add(cardBalance(
                        asked.cardBefore() == null ? null : asked.cardBefore().negate()));
                all.add(account(refund()));
            }
            case CARD_APPLY -> {
                all.add(exists());
                all.add(deposited());
                all.add(account(asked.amount().add(asked.fee()).negate()));
            }
            default -> throw new IllegalArgumentException(asked.kind() + " moves no money");
        }
        return all;
    }

    Verdict verdict() {
        return Verdict.of(testimonies(), asked.witnessesNeeded());
    }

    /** The transaction that carried it out, when there is exactly one. */
    @Nullable
    TransactionCreated carrier() {
        return statement.carrier();
    }

    /** What a closure gives back: the rest less the fee for it. */
    @Nullable
    BigDecimal refund() {
        BigDecimal rest = asked.cardBefore();
        return rest == null ? null : rest.subtract(asked.fee()).max(BigDecimal.ZERO);
    }

    private Testimony closed() {
        if (sight.information().isEmpty()) {
            return Testimony.nothing(Witness.CARD_INFORMATION, "not readable");
        }
        String status = sight.information().get().status();
        return status.equals(literals.closed())
                ? Testimony.moved(Witness.CARD_INFORMATION, "is " + status)
                : Testimony.notMoved(Witness.CARD_INFORMATION, "is " + status);
    }

    private Testimony exists() {
        if (sight.information().isPresent()) {
            return Testimony.moved(
                    Witness.CARD_INFORMATION, "is " + sight.information().get().status());
        }
        return sight.noSuchCard()
                ? Testimony.notMoved(Witness.CARD_INFORMATION, "no such card")
                : Testimony.nothing(Witness.CARD_INFORMATION, "not readable");
    }

    /** A new card held nothing before. */
    private Testimony deposited() {
        if (asked.amount().signum() == 0) {
            return Testimony.nothing(Witness.CARD_BALANCE, "no deposit was asked for");
        }
        return difference(Witness.CARD_BALANCE, BigDecimal.ZERO, cardNow(), asked.amount());
    }

    private Testimony cardBalance(@Nullable BigDecimal expected) {
        return statement.movedOtherwise()
                ? Testimony.nothing(Witness.CARD_BALANCE, "other transactions changed it meanwhile")
                : difference(Witness.CARD_BALANCE, asked.cardBefore(), cardNow(), expected);
    }

    private Testimony account(@Nullable BigDecimal expected) {
        return sight.others() > 0
                ? Testimony.nothing(
                        Witness.ACCOUNT_BALANCE,
                        "other operations moved money meanwhile: " + sight.others())
                : difference(
                        Witness.ACCOUNT_BALANCE, asked.accountBefore(), accountNow(), expected);
    }

    /** What the card holds now; null where that can't be read. */
    @Nullable
    CardBalance cardBalance() {
        return sight.card().filter(read -> isInCurrency(read.currency())).orElse(null);
    }

    private @Nullable BigDecimal cardNow() {
        CardBalance now = cardBalance();
        return now == null ? null : now.balance();
    }

    private @Nullable BigDecimal accountNow() {
        return sight.account()
                .filter(read -> isInCurrency(read.currency()))
                .map(AccountBalance::balance)
                .orElse(null);
    }

    private boolean isInCurrency(@Nullable String currency) {
        return currency == null || asked.currency() == null || currency.equals(asked.currency());
    }

    /** A difference of nothing is no evidence where nothing was to be seen. */
    private Testimony difference(
            Witness witness,
            @Nullable BigDecimal before,
            @Nullable BigDecimal now,
            @Nullable BigDecimal expected) {
        if (before == null || now == null || expected == null) {
            return Testimony.nothing(
                    witness, now == null ? "not readable" : "not known what it was before");
        }
        BigDecimal difference = now.subtract(before);
        String details = words(before) + " before, " + words(now) + " now";
        if (expected.signum() == 0) {
            return Testimony.nothing(witness, details);
        }
        if (difference.compareTo(expected) == 0) {
            return Testimony.moved(witness, details);
        }
        return difference.signum() == 0
                ? Testimony.notMoved(witness, details)
                : Testimony.nothing(witness, details);
    }

    private String words(BigDecimal amount) {
        return asked.currency() == null
                ? amount.toPlainString()
                : new Money(amount, asked.currency()).text();
    }
}
