package com.bananacards.funding;

import com.bananacards.cards.Card;
import com.bananacards.money.Money;
import com.fasterxml.jackson.annotation.JsonProperty;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * A card's balance as the API shows it.
 *
 * @param stale true when the issuer could not be asked now: then it is the last known one
 */
record BalanceView(
        @JsonProperty("card_id") UUID cardId,
        String total,
        String available,
        String currency,
        @JsonProperty("as_of") @Nullable Instant asOf,
        boolean stale) {

    static BalanceView live(Card card, Money total, Money available, Instant now) {
        return new BalanceView(
                card.id(), total.text(), available.text(), total.currency(), now, false);
    }

    static BalanceView lastKnown(Card card) {
        return new BalanceView(
                card.id(),
                card.balance().text(),
                card.available().text(),
                card.currency(),
                card.balanceAt(),
                true);
    }
}
