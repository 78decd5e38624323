package com.bananacards.security;

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

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.Set;

/** Has a token verified once, and takes the same text for the same caller for a moment. */
@Alternative
@Priority(1)
@ApplicationScoped
class VerifiedTokens implements HttpAuthenticationMechanism {

    private static final String SCHEME = "Bearer ";

    private final OidcAuthenticationMechanism oidc;
    private final KeptIdentities kept;
    private final boolean bound;

    /** @param bound a token is worth something only on its holder's connection, so each time is looked at */
    @Inject
    VerifiedTokens(
            OidcAuthenticationMechanism oidc,
            TokensConfig config,
            Clock clock,
            @ConfigProperty(name = "quarkus.oidc.token.binding.certificate", defaultValue = "false")
                    boolean bound) {
        this.oidc = oidc;
        this.bound = bound;
        kept = new KeptIdentities(config.kept(), config.keptFor(), clock);
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
            if (identity != null) {
                kept.keep(token, identity);
            }
        });
    }

    private @Nullable String token(RoutingContext request) {
        String header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        return bound || header == null || !header.startsWith(SCHEME) ? null : header;
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
