package com.bananacards.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

import jakarta.inject.Singleton;

/**
 * Lets nobody pass without a valid token, also to paths that do not exist. Fails instead of refusing, so that the
 * answer is a problem like every other: what Quarkus answers by itself has no body.
 */
@Singleton
class TokenNeeded implements HttpSecurityPolicy {

    @Override
    public String name() {
        return "token-needed";
    }

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext request,
            Uni<SecurityIdentity> identity,
            AuthorizationRequestContext context) {
        return identity.chain(caller -> {
            if (caller.isAnonymous()) {
                return Uni.createFrom().failure(new AuthenticationFailedException());
            }
            KnownCaller.is(caller, request);
            return CheckResult.permit();
        });
    }
}
