package com.bananacards.bananatech;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.Map;

/**
 * What the issuer asks about a person. Passed on for one call and not kept; prints as {@code ***}.
 *
 * @param texts the members that are text, by the issuer's names
 * @param issue when the identity document was issued
 * @param expiry when it expires
 */
public record Kyc(
        Map<String, String> texts,
        @Nullable LocalDate issue,
        @Nullable LocalDate expiry) {

    @Override
    public String toString() {
        return "***";
    }
}
