package com.bananacards.operations;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What card and account held just before money was asked to move, as the issuer said: what moved is seen against it.
 *
 * @param card the card's balance; null when there is no card yet, or it could not be read
 * @param account the merchant's balance; null when it could not be read
 */
@Embeddable
public record Baseline(
        @Column(name = "baseline_card") @Nullable BigDecimal card,
        @Column(name = "baseline_account") @Nullable BigDecimal account,
        @Column(name = "baseline_at") Instant at) {}
