package com.bananacards.testsupport;

import io.smallrye.jwt.build.Jwt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
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
        return Jwt.subject("test-operator")
                .groups(Set.of("operator"))
                .expiresIn(Duration.ofHours(1))
                .sign(key());
    }

    public static String cardholder(String cardholderId) {
        return Jwt.subject("cardholder-" + cardholderId)
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

    /** A merchant's that ends so soon. */
    public static String merchantFor(Duration time) {
        return Jwt.subject("test-merchant")
                .groups(Set.of("merchant"))
                .expiresIn(time)
                .sign(key());
    }

    /** Right in everything, but signed with a key that nobody trusts. */
    public static String ofAnotherKey() {
        return Jwt.subject("test-merchant")
                .groups(Set.of("merchant", "operator"))
                .expiresIn(Duration.ofHours(1))
                .sign(TestKeys.rsa().getPrivate());
    }

    /** {@code alg: none}. */
    public static String unsigned() {
        long later = Instant.now().plus(Duration.ofHours(1)).getEpochSecond();
        return encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "."
                + encoded(
                        "{\"sub\":\"test-merchant\",\"groups\":[\"merchant\",\"operator\"],\"exp\":"
                                + later + "}")
                + ".";
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static java.security.PrivateKey key() {
        return TestKeys.tokens().getPrivate();
    }
}
