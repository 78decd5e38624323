package com.bananacards.funding;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.time.Instant;

/**
 * The merchant's account as the API shows it.
 *
 * @param stale true when the issuer could not be asked now
 */
record AccountView(
        String balance,
        String currency,
        @JsonProperty("as_of") Instant asOf,
        boolean stale) {

    static AccountView of(Account account, boolean stale) {
        return new AccountView(
                account.balance().text(), account.balance().currency(), account.asOf(), stale);
    }
}
