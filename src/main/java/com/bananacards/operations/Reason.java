package com.bananacards.operations;

import io.quarkus.runtime.annotations.RegisterForReflection;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

import org.jspecify.annotations.Nullable;

import java.util.List;

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
        @Column(name = "reason_issuer") @Nullable String issuer) {

    /** Concluded here, or by a person; the index of migration {@code V22} has the same. */
    static final List<String> CONCLUDED =
            List.of("not_moved", "not_carried_out", "enter_pin_again", "decided_by_operator");

    /** False for what the issuer said, and for what never went out. */
    boolean wasConcluded() {
        return CONCLUDED.contains(code);
    }
}
