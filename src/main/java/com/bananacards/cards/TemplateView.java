package com.bananacards.cards;

import com.bananacards.bananatech.Template;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Locale;

/** A kind of card as the API shows it; amounts as decimal strings. */
@RegisterForReflection
public record TemplateView(
        long id,
        @Nullable String description,
        String type,
        @JsonProperty("payment_system") @Nullable String paymentSystem,
        Fees fees,
        Limits limits,
        @JsonProperty("requires_kyc") boolean requiresKyc,
        @JsonProperty("requires_phone_only") boolean requiresPhoneOnly,
        @JsonProperty("needs_activation") boolean needsActivation,
        @JsonProperty("requires_initial_deposit") boolean requiresInitialDeposit) {

    /** What the issuer takes. */
    @RegisterForReflection
    public record Fees(
            @Nullable String apply,
            @Nullable String recharge,
            @Nullable String refund) {}

    /** Between what amounts must be. */
    @RegisterForReflection
    public record Limits(
            @JsonProperty("activate_min") @Nullable String activateMin,
            @JsonProperty("recharge_min") @Nullable String rechargeMin,
            @JsonProperty("recharge_max") @Nullable String rechargeMax,
            @JsonProperty("per_transaction") @Nullable String perTransaction,
            @JsonProperty("per_day") @Nullable String perDay,
            @JsonProperty("per_month") @Nullable String perMonth) {}

    static TemplateView of(Template template) {
        return new TemplateView(
                template.id(),
                template.description(),
                type(template),
                template.paymentSystem(),
                new Fees(
                        text(template.fees().apply()),
                        text(template.fees().recharge()),
                        text(template.fees().refund())),
                new Limits(
                        text(template.limits().activateMin()),
                        text(template.limits().rechargeMin()),
                        text(template.limits().rechargeMax()),
                        text(template.limits().perTransaction()),
                        text(template.limits().perDay()),
                        text(template.limits().perMonth())),
                template.requiresKyc(),
                template.requiresPhoneOnly(),
                template.needsActivation(),
                template.requiresInitialDeposit());
    }

    /** A type that we do not know is shown as the issuer writes it. */
    private static String type(Template template) {
        Boolean physical = template.physical();
        if (physical == null) {
            return template.type().toUpperCase(Locale.ROOT);
        }
        return (physical ? CardType.PHYSICAL : CardType.VIRTUAL).name();
    }

    private static @Nullable String text(@Nullable BigDecimal amount) {
        return amount == null
                ? null
                : amount.setScale(Math.max(2, amount.scale())).toPlainString();
    }
}
