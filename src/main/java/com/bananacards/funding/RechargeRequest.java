package com.bananacards.funding;

import com.bananacards.http.JsonBody;
import com.bananacards.money.Money;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import java.math.BigDecimal;
import java.util.Optional;

/** The body of a recharge: an amount in the card's currency. */
record RechargeRequest(
        @Schema(required = true, implementation = String.class, example = "100.00")
        Money amount) {

    static RechargeRequest of(JsonBody body, String currency) {
        Optional<BigDecimal> amount =
                body.required("amount", body.amount("amount", Money.decimals(currency)));
        body.done();
        return new RechargeRequest(new Money(amount.orElseThrow(), currency));
    }
}
