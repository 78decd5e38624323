package com.bananacards.security;

import com.bananacards.sensitive.Masking;

import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Who a request's valid token says is calling, for those who look at requests from outside of the resources. */
public final class KnownCaller {

    private static final String KEY = "bananacards.caller";
    private static final int SHOWN = 200;

    private KnownCaller() {}

    static void is(SecurityIdentity identity, RoutingContext request) {
        request.put(KEY, identity);
    }

    /** The token's subject, shortened; null when there was no valid token. */
    public static @Nullable String subject(RoutingContext request) {
        SecurityIdentity identity = request.get(KEY);
        if (identity == null) {
            return null;
        }
        String subject = subject(identity);
        return Masking.text(subject.substring(0, Math.min(SHOWN, subject.length())));
    }

    /** True when a valid token named the operator's role. */
    public static boolean isOperator(RoutingContext request) {
        SecurityIdentity identity = request.get(KEY);
        return identity != null && identity.hasRole(Roles.OPERATOR);
    }

    static String subject(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token && token.getSubject() != null
                ? token.getSubject()
                : String.valueOf(identity.getPrincipal().getName());
    }
}
