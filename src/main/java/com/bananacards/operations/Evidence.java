package com.bananacards.operations;

import com.fasterxml.jackson.annotation.JsonFormat;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What one witness said about an operation.
 *
 * @param witness {@code answer}, {@code webhook}, {@code webhook_records}, {@code transactions}, {@code card_information},
 *     {@code card_balance}, {@code account_balance}, {@code users}, {@code verdict} or {@code operator}
 * @param says {@code SUCCESS}, {@code FAILED}, or what it said instead; of one that was asked whether money moved
 *     {@code MOVED}, {@code NOT_MOVED} or {@code NOTHING}
 * @param details what it saw, for a person; null where there is no more to say
 */
@RegisterForReflection
public record Evidence(
        String witness,
        String says,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
        @Nullable String details) {}
