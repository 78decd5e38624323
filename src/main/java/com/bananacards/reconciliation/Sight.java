package com.bananacards.reconciliation;

import com.bananacards.bananatech.IssuerFact.TransactionCreated;
import com.bananacards.bananatech.IssuerReads.AccountBalance;
import com.bananacards.bananatech.IssuerReads.CardBalance;
import com.bananacards.bananatech.IssuerReads.CardInformation;
import com.bananacards.operations.Operation;
import com.bananacards.operations.OwnResults;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the issuer shows now. Empty is what could not be read.
 *
 * @param transactions the card's newest, the newest first
 * @param whole true when that is all of them
 * @param taken those that carried another operation out
 * @param unnumbered when, and of which amounts, others were carried out by nobody knows which
 * @param noSuchCard true when the issuer says that there is no such card of this user
 * @param others how many other operations moved money meanwhile, or may have
 */
record Sight(
        Optional<List<TransactionCreated>> transactions,
        boolean whole,
        Set<Long> taken,
        List<Unnumbered> unnumbered,
        Optional<CardBalance> card,
        Optional<CardInformation> information,
        boolean noSuchCard,
        Optional<AccountBalance> account,
        long others) {

    /** Another operation that one of the transactions may have carried out. */
    record Unnumbered(BigDecimal amount, OwnResults.Times times) {

        static Stream<Unnumbered> of(Operation other, Duration skew) {
            return Stream.ofNullable(other.amount())
                    .map(money -> new Unnumbered(money.amount(), OwnResults.of(other, skew)));
        }

        /** A transaction without a time may be of any time. */
        boolean mayBe(TransactionCreated row) {
            return row.amount().compareTo(amount) == 0
                    && (row.at() == null || times.include(row.at()));
        }
    }

    /** Nothing to look at but the account. */
    static Sight ofAccount(Optional<AccountBalance> account, long others) {
        return new Sight(
                Optional.empty(),
                false,
                Set.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                account,
                others);
    }
}
