package com.bananacards.operations;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.jspecify.annotations.Nullable;

/**
 * Why an operation failed.
 *
 * @param code ours, to switch on: {@code card_number_not_found}
 * @param issuer the issuer's own words, masked; null when they are not the issuer's doing
 */
@RegisterForReflection
public record Reason(String code, @Nullable String issuer) {}
