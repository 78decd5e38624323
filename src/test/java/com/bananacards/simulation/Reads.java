package com.bananacards.simulation;

import com.bananacards.bananatech.CardRef;
import com.bananacards.bananatech.IssuerFact.TransactionCreated;
import com.bananacards.bananatech.IssuerReads.AccountBalance;
import com.bananacards.bananatech.IssuerReads.CardBalance;
import com.bananacards.bananatech.IssuerReads.CardInformation;
import com.bananacards.simulation.Issuer.IssuerCard;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The issuer's enquiries as the service makes them: each one may fail, and then says null. */
final class Reads {

    private final Issuer issuer;
    private final Chaos chaos;

    Reads(Issuer issuer, Chaos chaos) {
        this.issuer = issuer;
        this.chaos = chaos;
    }

    /** What the information says. @param refused true when there is no such card of this user */
    record About(@Nullable CardInformation information, boolean refused) {}

    private boolean fails() {
        return chaos.fault(12, 1) == 1;
    }

    About information(CardRef ref) {
        if (fails()) {
            return new About(null, false);
        }
        IssuerCard card = issuer.card(ref.userId(), ref.cardId());
        return card == null
                ? new About(null, true)
                : new About(
                        new CardInformation(
                                card.id, card.status, Payload.amount(card.cents), "USD", null),
                        false);
    }

    @Nullable
    CardBalance balance(CardRef ref) {
        IssuerCard card = fails() ? null : issuer.card(ref.userId(), ref.cardId());
        return card == null ? null : new CardBalance(Payload.amount(card.cents), null, "USD");
    }

    @Nullable
    AccountBalance account() {
        return fails() ? null : new AccountBalance(Payload.amount(issuer.account()), "USD");
    }

    /** Newest first. */
    @Nullable
    List<TransactionCreated> transactions(CardRef ref) {
        IssuerCard card = fails() ? null : issuer.card(ref.userId(), ref.cardId());
        if (card == null) {
            return null;
        }
        List<TransactionCreated> rows = new ArrayList<>();
        card.entries
                .reversed()
                .forEach(one -> rows.add(new TransactionCreated(
                        card.id,
                        one.id(),
                        one.type(),
                        one.status(),
                        Payload.amount(one.cents()),
                        null,
                        null,
                        one.at())));
        return rows;
    }
}
