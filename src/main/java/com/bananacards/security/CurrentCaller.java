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
        boolean wide = identity.hasRole(Roles.MERCHANT) || identity.hasRole(Roles.OPERATOR);
        return new Caller(subject(), wide ? Optional.empty() : Optional.of(own()));
    }

    /** When the token ends: what is still being answered then must end with it. Empty when it does not say. */
    public Optional<Instant> expiry() {
        return identity.getPrincipal() instanceof JsonWebToken token
                        && token.getExpirationTime() > 0
                ? Optional.of(Instant.ofEpochSecond(token.getExpirationTime()))
                : Optional.empty();
    }

    private String subject() {
        return KnownCaller.subject(identity);
    }

    private UUID own() {
        Object claim = identity.getPrincipal() instanceof JsonWebToken token
                ? token.getClaim(CARDHOLDER_CLAIM)
                : null;
        try {
            return UUID.fromString(String.valueOf(claim));
        } catch (IllegalArgumentException notOurs) {
            throw new ForbiddenException(notOurs);
        }
    }
}
