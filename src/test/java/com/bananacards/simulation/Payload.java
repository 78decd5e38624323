package com.bananacards.simulation;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A webhook's payload while it is written. */
final class Payload {

    private final StringBuilder text = new StringBuilder("{");

    private Payload() {}

    static Payload of(@Nullable Instant at) {
        return new Payload().with("occur_time", at == null ? null : at.toEpochMilli());
    }

    static BigDecimal amount(long cents) {
        return BigDecimal.valueOf(cents, 2);
    }

    Payload with(String name, @Nullable Object value) {
        if (value != null) {
            text.append(text.length() == 1 ? "\"" : ",\"").append(name).append("\":");
            text.append(value instanceof String ? "\"" + value + "\"" : value);
        }
        return this;
    }

    byte[] bytes() {
        return (text + "}").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text + "}";
    }
}
