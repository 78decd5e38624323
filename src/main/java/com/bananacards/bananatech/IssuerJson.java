package com.bananacards.bananatech;

import com.bananacards.sensitive.ForgetfulJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the issuer's JSON leniently: a number may come as text, a member may have another configured name, and what
 * is not known is left alone. Decimals stay decimals.
 */
@Singleton
class IssuerJson {

    private static final JsonMapper MAPPER = ForgetfulJson.mapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final int MAX_DIGITS = 40;
    private static final Pattern DECIMAL = Pattern.compile("[0-9.eE+-]{1,40}");

    private final Map<String, String> names;

    @Inject
    IssuerJson(BananatechConfig config) {
        this(config.members());
    }

    IssuerJson(Map<String, String> names) {
        this.names = Map.copyOf(names);
    }

    /** The JSON object in these bytes, or empty when they hold something else. */
    Optional<JsonNode> object(byte[] bytes) {
        try {
            JsonNode node = ForgetfulJson.tree(MAPPER, bytes);
            return node.isObject() ? Optional.of(node) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The text of a node; its own {@code toString} would keep it in a buffer. */
    byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("what was read can be written", null);
        }
    }

    boolean has(JsonNode object, String member) {
        return member(object, member).isPresent();
    }

    Optional<String> text(JsonNode object, String member) {
        return member(object, member).filter(JsonNode::isValueNode).map(JsonNode::asText);
    }

    Optional<Long> number(JsonNode object, String member) {
        return decimal(object, member)
                .filter(IssuerJson::isWholeAndPositive)
                .map(BigDecimal::longValue);
    }

    Optional<BigDecimal> decimal(JsonNode object, String member) {
        return member(object, member)
                .flatMap(IssuerJson::decimal)
                .filter(IssuerJson::isOfThisWorld);
    }

    Optional<Boolean> bool(JsonNode object, String member) {
        return member(object, member).filter(JsonNode::isBoolean).map(JsonNode::booleanValue);
    }

    /** Milliseconds since 1970. */
    Optional<Instant> millis(JsonNode object, String member) {
        return number(object, member).flatMap(IssuerJson::instant);
    }

    /** Seconds since 1970. */
    Optional<Instant> seconds(JsonNode object, String member) {
        return number(object, member)
                .filter(seconds -> seconds <= MAX_MILLIS / 1000)
                .map(Instant::ofEpochSecond);
    }

    /** The name that the issuer uses for a documented member. */
    String nameOf(String member) {
        return names.getOrDefault(member, member);
    }

    private Optional<JsonNode> member(JsonNode object, String member) {
        JsonNode value = object.get(nameOf(member));
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    private static Optional<Instant> instant(long millis) {
        try {
            Instant instant = Instant.ofEpochMilli(millis);
            return millis > MAX_MILLIS ? Optional.empty() : Optional.of(instant);
        } catch (DateTimeException absurd) {
            return Optional.empty();
        }
    }

    /** The year 9999: PostgreSQL and JSON can both hold it. */
    private static final long MAX_MILLIS = 253_402_300_799_000L;

    private static Optional<BigDecimal> decimal(JsonNode value) {
        if (value.isNumber()) {
            return Optional.of(value.decimalValue());
        }
        try {
            return value.isTextual() && DECIMAL.matcher(value.textValue()).matches()
                    ? Optional.of(new BigDecimal(value.textValue()))
                    : Optional.empty();
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    /** Says no to exponents that cost memory by the gigabyte once they are written out. */
    private static boolean isOfThisWorld(BigDecimal value) {
        return Math.abs((long) value.scale()) <= MAX_DIGITS && value.precision() <= MAX_DIGITS;
    }

    private static boolean isWholeAndPositive(BigDecimal value) {
        return value.signum() > 0
                && value.stripTrailingZeros().scale() <= 0
                && value.precision() - value.scale() <= 18;
    }
}
