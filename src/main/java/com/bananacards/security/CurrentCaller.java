package com.bananacards.security;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.jwt.JsonWebToken;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Reads the caller out of the request's verified token. */
@RequestScoped
public class CurrentCaller {

    private static final String CARDHOLDER_CLAIM = "cardholder_id";

    @Inject
    SecurityIdentity identity;

    /**
     * The caller; a token that has both a wide and a narrow role is taken at the wide one.
     *
     * @throws ForbiddenException when a cardholder's token names no cardholder
     */
    public Caller get() {
        return new Caller(
                KnownCaller.subject(identity),
                isWide(identity) ? Optional.empty() : Optional.of(own()));
    }

    /** When the token ends: what is still being answered then must end with it. Empty when it does not say. */
    public Optional<Instant> expiry() {
        return identity.getPrincipal() instanceof JsonWebToken token
                        && token.getExpirationTime() > 0
                ? Optional.of(Instant.ofEpochSecond(token.getExpirationTime()))
                : Optional.empty();
    }

    /** True for those who may see all cardholders. */
    static boolean isWide(SecurityIdentity identity) {
        return identity.hasRole(Roles.MERCHANT) || identity.hasRole(Roles.OPERATOR);
    }

    /** What the token names as the cardholder; whether it is an id is not looked at. */
    static String claimed(SecurityIdentity identity) {
        return String.valueOf(
                identity.getPrincipal() instanceof JsonWebToken token
                        ? token.<Object>getClaim(CARDHOLDER_CLAIM)
                        : null);
    }

    private UUID own() {
        try {
            return UUID.fromString(claimed(identity));
        } catch (IllegalArgumentException notOurs) {
            throw new ForbiddenException(notOurs);
        }
    }
}
