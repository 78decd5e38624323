package com.bananacards.bananatech;

import com.bananacards.bananatech.FactReader.NotUnderstood;
import com.bananacards.bananatech.IssuerFact.Result;
import com.bananacards.sensitive.Masking;
import com.fasterxml.jackson.databind.JsonNode;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;

/** Reads the members that several events share: what must be there and is not makes the payload not understood. */
@Singleton
class FactMembers {

    private static final int MAX_WORDS = 500;

    private final IssuerJson json;
    private final BananatechConfig.Literals literals;
    private final BananatechConfig.Formats formats;

    @Inject
    FactMembers(IssuerJson json, BananatechConfig config) {
        this.json = json;
        this.literals = config.literals();
        this.formats = config.formats();
    }

    @Nullable
    Instant expiry(JsonNode payload) {
        return formats.expireTime() == BananatechConfig.EpochUnit.MILLISECONDS
                ? json.millis(payload, "expire_time").orElse(null)
                : json.seconds(payload, "expire_time").orElse(null);
    }

    Result result(JsonNode payload) throws NotUnderstood {
        String status = text(payload, "status");
        if (status.equals(literals.success())) {
            return Result.SUCCESS;
        }
        if (status.equals(literals.failed())) {
            return Result.FAILED;
        }
        throw new NotUnderstood("unknown_status");
    }

    Instant at(JsonNode payload) throws NotUnderstood {
        return json.millis(payload, "occur_time")
                .orElseThrow(() -> new NotUnderstood("incomplete"));
    }

    Long number(JsonNode payload, String member) throws NotUnderstood {
        return json.number(payload, member).orElseThrow(() -> new NotUnderstood("incomplete"));
    }

    BigDecimal decimal(JsonNode payload, String member) throws NotUnderstood {
        return json.decimal(payload, member).orElseThrow(() -> new NotUnderstood("incomplete"));
    }

    String text(JsonNode payload, String member) throws NotUnderstood {
        return json.text(payload, member)
                .filter(text -> text.length() <= MAX_WORDS)
                .orElseThrow(() -> new NotUnderstood("incomplete"));
    }

    @Nullable
    String reason(JsonNode payload) {
        String reason = words(payload, "error_reason");
        return reason != null ? reason : words(payload, "message");
    }

    @Nullable
    String currency(JsonNode payload) {
        return json.text(payload, "currency").filter(code -> code.length() <= 8).orElse(null);
    }

    /** The issuer's own words: masked, because they may quote a card number, and cut. */
    @Nullable
    String words(JsonNode payload, String member) {
        return json.text(payload, member)
                .map(Masking::text)
                .map(text -> text.length() <= MAX_WORDS ? text : text.substring(0, MAX_WORDS))
                .orElse(null);
    }

    static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}
