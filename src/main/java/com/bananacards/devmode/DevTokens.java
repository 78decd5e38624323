package com.bananacards.devmode;

import io.smallrye.jwt.build.Jwt;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Set;

/** Signs tokens that this development instance accepts. */
final class DevTokens {

    private static final Duration VALID_FOR = Duration.ofDays(30);

    private final DevKeys keys;

    DevTokens(DevKeys keys) {
        this.keys = keys;
    }

    String merchant() {
        return token("dev-merchant", "merchant", null);
    }

    String operator() {
        return token("dev-operator", "operator", null);
    }

    String cardholder(String cardholderId) {
        return token("dev-cardholder-" + cardholderId, "cardholder", cardholderId);
    }

    private String token(String subject, String role, @Nullable String cardholderId) {
        var claims = Jwt.subject(subject).groups(Set.of(role)).expiresIn(VALID_FOR);
        if (cardholderId != null) {
            claims = claims.claim("cardholder_id", cardholderId);
        }
        return claims.sign(keys.tokenSigner());
    }
}
