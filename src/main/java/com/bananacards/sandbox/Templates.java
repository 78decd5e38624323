package com.bananacards.sandbox;

import io.vertx.core.json.JsonArray;

import java.math.BigDecimal;
import java.util.List;

/** The templates the issuer offers: one of each kind a merchant has to tell apart. */
final class Templates {

    private final SandboxSettings settings;
    private final List<Template> all;

    Templates(SandboxSettings settings) {
        this.settings = settings;
        BigDecimal fee = settings.applyFee();
        BigDecimal free = Amounts.ZERO;
        all = List.of(
                new Template(1, "Banana Physical", true, free, false, false, true, false),
                new Template(2, "Banana Virtual", false, fee, false, false, false, false),
                new Template(3, "Banana Virtual Activated", false, fee, false, false, true, false),
                new Template(4, "Banana Virtual Deposit", false, fee, false, false, false, true),
                new Template(5, "Banana Virtual KYC", false, fee, true, false, false, false),
                new Template(6, "Banana Virtual Phone", false, fee, false, true, false, false),
                new Template(7, "Banana Physical KYC", true, free, true, false, true, false));
    }

    Template of(long id) {
        return all.stream()
                .filter(template -> template.id() == id)
                .findFirst()
                .orElseThrow(Reason.TEMPLATE_NOT_FOUND::refusal);
    }

    BigDecimal rechargeFee(BigDecimal amount) {
        return fee(amount, settings.rechargeFee());
    }

    BigDecimal refundFee(BigDecimal amount) {
        return fee(amount, settings.refundFee()).min(amount);
    }

    private BigDecimal fee(BigDecimal amount, BigDecimal fee) {
        return switch (settings.feeKind()) {
            case FIXED -> fee;
            case PERCENT -> Amounts.percent(amount, fee);
        };
    }

    JsonArray wire() {
        JsonArray list = new JsonArray();
        all.forEach(template -> list.add(template.wire(settings)));
        return list;
    }
}
