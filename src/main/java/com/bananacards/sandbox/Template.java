package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import java.math.BigDecimal;

/**
 * A kind of card. Fields as in the guide "Getting Started"; the sizes of the limits are invented.
 */
record Template(
        long id,
        String description,
        boolean physical,
        BigDecimal applyFee,
        boolean requiresKyc,
        boolean requiresPhone,
        boolean needsActivation,
        boolean requiresDeposit) {

    static final BigDecimal FIRST_RECHARGE_AT_LEAST = new BigDecimal("20.00");
    static final BigDecimal RECHARGE_AT_LEAST = new BigDecimal("10.00");
    static final BigDecimal RECHARGE_AT_MOST = new BigDecimal("5000.00");
    static final BigDecimal PER_TRANSACTION = new BigDecimal("1000.00");
    static final BigDecimal PER_DAY = new BigDecimal("2000.00");
    static final BigDecimal PER_MONTH = new BigDecimal("10000.00");

    JsonObject wire(SandboxSettings settings) {
        return new JsonObject()
                .put("id", id)
                .put("description", description)
                .put("type", physical ? "Physical" : "Virtual")
                .put("payment_system", physical ? "Visa" : "Mastercard")
                .put("apply_fee", applyFee)
                .put("recharge_fee", settings.rechargeFee())
                .put("refund_fee", settings.refundFee())
                .put("activate_min_limit", FIRST_RECHARGE_AT_LEAST)
                .put("recharge_min_limit", RECHARGE_AT_LEAST)
                .put("recharge_max_limit", RECHARGE_AT_MOST)
                .put("limit_per_tx", PER_TRANSACTION)
                .put("limit_per_day", PER_DAY)
                .put("limit_per_month", PER_MONTH)
                .put("requires_kyc", requiresKyc)
                .put("requires_phone_only", requiresPhone)
                .put("needs_activation", needsActivation)
                .put("requires_initial_deposit", requiresDeposit);
    }
}
