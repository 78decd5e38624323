package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import java.math.BigDecimal;
import java.util.Optional;

/** The members of one request; a missing member or a wrong JSON type is a refusal. */
final class Fields {

    private final JsonObject body;

    Fields(JsonObject body) {
        this.body = body;
    }

    boolean has(String member) {
        return body.getValue(member) != null;
    }

    long id(String member) {
        Reason.MEMBER_MISSING.unless(body.getValue(member) instanceof Long);
        return body.getLong(member);
    }

    Optional<Long> optionalId(String member) {
        return has(member) ? Optional.of(id(member)) : Optional.empty();
    }

    String text(String member) {
        Reason.MEMBER_MISSING.unless(body.getValue(member) instanceof String);
        return body.getString(member);
    }

    Optional<String> optionalText(String member) {
        return has(member) ? Optional.of(text(member)) : Optional.empty();
    }

    boolean flag(String member) {
        Reason.MEMBER_MISSING.unless(body.getValue(member) instanceof Boolean);
        return body.getBoolean(member);
    }

    boolean flag(String member, boolean otherwise) {
        return has(member) ? flag(member) : otherwise;
    }

    BigDecimal amount(String member) {
        Reason.MEMBER_MISSING.unless(has(member));
        return Amounts.positive(body.getValue(member));
    }

    BigDecimal signedAmount(String member) {
        Reason.MEMBER_MISSING.unless(has(member));
        return Amounts.read(body.getValue(member));
    }

    JsonObject object(String member) {
        Reason.MEMBER_MISSING.unless(body.getValue(member) instanceof JsonObject);
        return body.getJsonObject(member);
    }

    /** What the call log may keep: never a number, a PIN, a name or an image. */
    JsonObject notSensitive() {
        JsonObject kept = new JsonObject();
        for (String member : new String[] {"user_id", "card_id", "amount", "deposit_amount"}) {
            if (body.getValue(member) instanceof Number number) {
                kept.put(member, number);
            }
        }
        if (body.getValue("alter") instanceof String alter && alter.length() <= 32) {
            kept.put("alter", alter);
        }
        return kept;
    }
}
