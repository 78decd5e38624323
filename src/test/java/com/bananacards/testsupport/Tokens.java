package com.bananacards.testsupport;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;

/** Real tokens, signed with the key that the service under test trusts. */
public final class Tokens {

    /** What the service believes when it is told whom to believe. */
    public static final String ISSUER = "https://id.example";

    public static final String AUDIENCE = "bananacards";

    private Tokens() {}

    static JwtClaimsBuilder of(String subject) {
        return Jwt.subject(subject).issuer(ISSUER).audience(AUDIENCE);
    }

    public static String merchant() {
        return merchant("test-merchant");
    }

    public static String merchant(String subject) {
        return of(subject)
                .groups(Set.of("merchant"))
                .expiresIn(Duration.ofHours(1))
                .sign(key());
    }

    public static String operator() {
        return operator("test-operator");
    }

    public static String operator(String subject) {
        return of(subject)
                .groups(Set.of("operator"))
                .expiresIn(Duration.ofHours(1))
                .sign(key());
    }

    /** An operator's that ends so soon. */
    public static String operator(String subject, Duration time) {
        return of(subject).groups(Set.of("operator")).expiresIn(time).sign(key());
    }

    public static String cardholder(String cardholderId) {
        return cardholder(cardholderId, "cardholder-" + cardholderId);
    }

    /** Another token of the same cardholder. */
    public static String cardholder(String cardholderId, String subject) {
        return of(subject)
                .groups(Set.of("cardholder"))
                .claim("cardholder_id", cardholderId)
                .expiresIn(Duration.ofHours(1))
                .sign(key());
    }

    public static String expired() {
        return of("late").groups(Set.of("merchant")).expiresAt(1_000_000_000L).sign(key());
    }

    /** A merchant's that ends so soon. */
    public static String merchantFor(Duration time) {
        return of("test-merchant").groups(Set.of("merchant")).expiresIn(time).sign(key());
    }

    /** Right in everything, but signed with a key that nobody trusts. */
    public static String ofAnotherKey() {
        return of("test-merchant")
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
