package com.bananacards.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.vertx.ext.web.RoutingContext;

import org.eclipse.microprofile.jwt.JsonWebToken;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Whom tokens that were verified a moment ago name. Nobody is kept longer than the token itself says. */
final class KeptIdentities {

    private final Cache<String, SecurityIdentity> identities;
    private final Clock clock;

    /**
     * At most so many, each for so long.
     *
     * @param ticker never goes back, unlike the clock, which is what tokens end by
     */
    KeptIdentities(int most, Duration keptFor, Clock clock, Ticker ticker) {
        this.clock = clock;
        identities = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(keptFor)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    Optional<SecurityIdentity> of(String token) {
        return Optional.ofNullable(identities.getIfPresent(token)).filter(this::isValid);
    }

    void keep(String token, SecurityIdentity identity) {
        if (isValid(identity)) {
            identities.put(token, withoutItsRequest(identity));
        }
    }

    private boolean isValid(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token
                && clock.instant().getEpochSecond() < token.getExpirationTime();
    }

    /** What it was asked with belongs to that one request. */
    private static SecurityIdentity withoutItsRequest(SecurityIdentity identity) {
        QuarkusSecurityIdentity.Builder builder = QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .addRoles(identity.getRoles());
        identity.getCredentials().forEach(builder::addCredential);
        identity.getAttributes().forEach((name, value) -> {
            if (value != null && !(value instanceof RoutingContext)) {
                builder.addAttribute(name, value);
            }
        });
        return builder.build();
    }
}
