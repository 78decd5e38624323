package com.bananacards.security;

import com.github.benmanes.caffeine.cache.Ticker;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;

import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * Has a token verified once, and takes the same text for the same caller for a moment. Not where more than the text decides:
 * a certificate, another header, the token's age, or whoever issued it and may take it back.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class VerifiedTokens implements HttpAuthenticationMechanism {

    private static final String SCHEME = "Bearer ";

    private final OidcAuthenticationMechanism oidc;
    private final KeptIdentities kept;
    private final boolean textDecides;

    @Inject
    VerifiedTokens(OidcAuthenticationMechanism oidc, TokensConfig config, Clock clock, Config all) {
        this.oidc = oidc;
        textDecides = !isSet(all, "binding.certificate")
                && !isSet(all, "require-jwt-introspection-only")
                && text(all, "header").isEmpty()
                && text(all, "age").isEmpty();
        kept = new KeptIdentities(config.kept(), config.keptFor(), clock, Ticker.systemTicker());
    }

    private static boolean isSet(Config all, String setting) {
        return text(all, setting).map(Boolean::parseBoolean).orElse(false);
    }

    private static Optional<String> text(Config all, String setting) {
        return all.getOptionalValue("quarkus.oidc.token." + setting, String.class);
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            RoutingContext request, IdentityProviderManager identities) {
        String token = token(request);
        return token == null
                ? oidc.authenticate(request, identities)
                : kept.of(token)
                        .map(identity -> Uni.createFrom().item(identity))
                        .orElseGet(() -> verified(token, request, identities));
    }

    private Uni<SecurityIdentity> verified(
            String token, RoutingContext request, IdentityProviderManager identities) {
        return oidc.authenticate(request, identities).invoke(identity -> {
            if (identity != null && isOf(identity, token)) {
                kept.keep(token, identity);
            }
        });
    }

    private static boolean isOf(SecurityIdentity identity, String token) {
        AccessTokenCredential credential = identity.getCredential(AccessTokenCredential.class);
        return credential != null && token.equals(SCHEME + credential.getToken());
    }

    private @Nullable String token(RoutingContext request) {
        String header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        return textDecides && header != null && header.startsWith(SCHEME) ? header : null;
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return oidc.getChallenge(request);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return oidc.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext request) {
        return oidc.getCredentialTransport(request);
    }

    @Override
    public int getPriority() {
        return oidc.getPriority();
    }
}
