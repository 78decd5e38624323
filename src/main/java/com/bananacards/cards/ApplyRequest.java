package com.bananacards.cards;

import com.bananacards.http.JsonBody;
import com.bananacards.money.Money;
import com.fasterxml.jackson.annotation.JsonProperty;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.UUID;

/** The body of an application for a virtual card. */
record ApplyRequest(
        @JsonProperty("cardholder_id") @Schema(required = true)
        UUID cardholderId,

        @JsonProperty("template_id") @Schema(required = true, example = "2")
        long templateId,

        @JsonProperty("deposit_amount")
        @Schema(
                implementation = String.class,
                example = "50.00",
                description = "required when, and only when, the template asks for it")
        @Nullable
        Money deposit) {

    static ApplyRequest of(JsonBody body, String currency) {
        Optional<UUID> cardholder = body.required("cardholder_id", body.id("cardholder_id"));
        Optional<Long> template = body.required("template_id", body.number("template_id"));
        Optional<Money> deposit = body.amount("deposit_amount", Money.decimals(currency))
                .map(amount -> new Money(amount, currency));
        body.done();
        return new ApplyRequest(
                cardholder.orElseThrow(), template.orElseThrow(), deposit.orElse(null));
    }
}
