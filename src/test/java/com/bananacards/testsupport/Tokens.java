package com.bananacards.testsupport;

import io.smallrye.jwt.build.Jwt;

import java.time.Duration;
import java.util.Set;

/** Real tokens, signed with the key that the service under test trusts. */
public final class Tokens {

    private Tokens() {}

    public static String merchant() {
        return merchant("test-merchant");
    }

    public static String merchant(String subject) {
        return Jwt.subject(subject)
                .groups(Set.of("merchant"))
                .expiresIn(Duration.ofHours(1))
                .sign(key());
    }

    public static String operator() {
        return operator("test-operator");
    }

    public static String operator(String subject) {
        return Jwt.subject(subject)
                .groups(Set.of("operator"))
                .expiresIn(Duration.ofHours(1))
                .sign(key());
    }

    public static String cardholder(String cardholderId) {
        return cardholder(cardholderId, "cardholder-" + cardholderId);
    }

    /** Another token of the same cardholder. */
    public static String cardholder(String cardholderId, String subject) {
        return Jwt.subject(subject)
                .groups(Set.of("cardholder"))
                .claim("cardholder_id", cardholderId)
                .expiresIn(Duration.ofHours(1))
                .sign(key());
    }

    public static String expired() {
        return Jwt.subject("late")
                .groups(Set.of("merchant"))
                .expiresAt(1_000_000_000L)
                .sign(key());
    }

    private static java.security.PrivateKey key() {
        return TestKeys.tokens().getPrivate();
    }
}
