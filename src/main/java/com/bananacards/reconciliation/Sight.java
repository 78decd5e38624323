package com.bananacards.reconciliation;

import com.bananacards.bananatech.IssuerFact.TransactionCreated;
import com.bananacards.bananatech.IssuerReads.AccountBalance;
import com.bananacards.bananatech.IssuerReads.CardBalance;
import com.bananacards.bananatech.IssuerReads.CardInformation;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the issuer shows now. Empty is what could not be read.
 *
 * @param transactions the card's newest, the newest first
 * @param whole true when that is all of them
 * @param taken those that carried another operation out
 * @param noSuchCard true when the issuer says that there is no such card of this user
 * @param others how many other operations moved money meanwhile, or may have
 */
record Sight(
        Optional<List<TransactionCreated>> transactions,
        boolean whole,
        Set<Long> taken,
        Optional<CardBalance> card,
        Optional<CardInformation> information,
        boolean noSuchCard,
        Optional<AccountBalance> account,
        long others) {

    /** Nothing to look at but the account. */
    static Sight ofAccount(Optional<AccountBalance> account, long others) {
        return new Sight(
                Optional.empty(),
                false,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                account,
                others);
    }
}
