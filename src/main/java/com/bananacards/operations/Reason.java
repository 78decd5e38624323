package com.bananacards.operations;

import io.quarkus.runtime.annotations.RegisterForReflection;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

import org.jspecify.annotations.Nullable;

/**
 * Why an operation failed.
 *
 * @param code ours, to switch on: {@code card_number_not_found}
 * @param issuer the issuer's own words, masked; null when they are not the issuer's doing
 */
@RegisterForReflection
@Embeddable
public record Reason(
        @Column(name = "reason_code") String code,
        @Column(name = "reason_issuer") @Nullable String issuer) {}
