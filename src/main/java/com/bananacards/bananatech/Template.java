package com.bananacards.bananatech;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A kind of card that the issuer offers, with its fees and limits. A null is a member that the issuer did not send.
 *
 * <p>Source: guide 02, "Get Card Templates".
 */
public record Template(
        long id,
        @Nullable String description,
        String type,
        @Nullable Boolean physical,
        @Nullable String paymentSystem,
        Fees fees,
        Limits limits,
        boolean requiresKyc,
        boolean requiresPhoneOnly,
        boolean needsActivation,
        boolean requiresInitialDeposit) {

    /** What the issuer takes, as amounts or percentages: the documents do not say which. */
    public record Fees(
            @Nullable BigDecimal apply,
            @Nullable BigDecimal recharge,
            @Nullable BigDecimal refund) {}

    /** Between what amounts must be. */
    public record Limits(
            @Nullable BigDecimal activateMin,
            @Nullable BigDecimal rechargeMin,
            @Nullable BigDecimal rechargeMax,
            @Nullable BigDecimal perTransaction,
            @Nullable BigDecimal perDay,
            @Nullable BigDecimal perMonth) {}

    static Optional<Template> of(
            JsonNode row, IssuerJson json, BananatechConfig.Literals literals) {
        String type = json.text(row, "type").orElse("");
        return json.number(row, "id")
                .map(id -> new Template(
                        id,
                        json.text(row, "description").orElse(null),
                        type,
                        physical(type, literals),
                        json.text(row, "payment_system").orElse(null),
                        fees(row, json),
                        limits(row, json),
                        json.bool(row, "requires_kyc").orElse(false),
                        json.bool(row, "requires_phone_only").orElse(false),
                        json.bool(row, "needs_activation").orElse(false),
                        json.bool(row, "requires_initial_deposit").orElse(false)));
    }

    private static @Nullable Boolean physical(String type, BananatechConfig.Literals literals) {
        if (type.equalsIgnoreCase(literals.physical())) {
            return true;
        }
        return type.equalsIgnoreCase(literals.virtual()) ? false : null;
    }

    private static Fees fees(JsonNode row, IssuerJson json) {
        return new Fees(
                json.decimal(row, "apply_fee").orElse(null),
                json.decimal(row, "recharge_fee").orElse(null),
                json.decimal(row, "refund_fee").orElse(null));
    }

    private static Limits limits(JsonNode row, IssuerJson json) {
        return new Limits(
                json.decimal(row, "activate_min_limit").orElse(null),
                json.decimal(row, "recharge_min_limit").orElse(null),
                json.decimal(row, "recharge_max_limit").orElse(null),
                json.decimal(row, "limit_per_tx").orElse(null),
                json.decimal(row, "limit_per_day").orElse(null),
                json.decimal(row, "limit_per_month").orElse(null));
    }
}
