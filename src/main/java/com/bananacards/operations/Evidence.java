package com.bananacards.operations;

import com.fasterxml.jackson.annotation.JsonFormat;

import io.quarkus.runtime.annotations.RegisterForReflection;

import java.time.Instant;

/**
 * What one witness said about an operation.
 *
 * @param witness {@code answer}, {@code webhook}, {@code webhook_records}, {@code transactions}, {@code card_information},
 *     {@code card_balance}, {@code account_balance}, {@code users} or {@code operator}
 * @param says {@code SUCCESS}, {@code FAILED}, or what it said instead
 */
@RegisterForReflection
public record Evidence(
        String witness,
        String says,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at) {}
