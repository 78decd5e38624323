package com.bananacards.operations;

import com.bananacards.http.JsonBody;
import com.bananacards.http.Problem;
import com.bananacards.http.RequestId;
import com.bananacards.http.WaitPreference;
import com.bananacards.security.Caller;
import com.bananacards.tracing.Traces;

import io.vertx.ext.web.RoutingContext;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** What comes with every command beside its body. */
public class Asked {

    @HeaderParam("Idempotency-Key")
    @Nullable
    String key;

    @HeaderParam("Prefer")
    @Nullable
    String prefer;

    @QueryParam("dry_run")
    @Nullable
    String dryRun;

    @Context
    @Parameter(hidden = true)
    @SuppressWarnings("NullAway.Init") // by the framework
    RoutingContext request;

    /**
     * A command with a body still to be read; checked before the body is.
     *
     * @param route method and path, the scope of the key
     * @throws Problem {@code idempotency_key_missing}, {@code validation_failed} for the query
     */
    public Opening by(Caller caller, String route) {
        boolean dry = isDry();
        String usable = dry ? "" : Origin.requireKey(key);
        return new Opening(caller, route, usable, dry, requestId(), wait(dry));
    }

    /** True when only what would happen is asked. @throws Problem {@code validation_failed} for the query */
    public boolean isDry() {
        if (dryRun == null || dryRun.equals("false")) {
            return false;
        }
        if (!dryRun.equals("true")) {
            throw Problem.invalid("?dry_run", "format", "must be true or false");
        }
        return true;
    }

    /** The id of the request. */
    public String requestId() {
        return RequestId.of(request);
    }

    private Optional<WaitPreference> wait(boolean dry) {
        return dry ? Optional.empty() : WaitPreference.of(prefer);
    }

    /** A command whose headers are understood. */
    public record Opening(
            Caller caller,
            String route,
            String key,
            boolean dry,
            @Nullable String requestId,
            Optional<WaitPreference> patience) {

        Origin origin(JsonBody body) {
            return new Origin(
                    caller, route, key, body.canonical(), requestId, Traces.here(), patience);
        }
    }
}
