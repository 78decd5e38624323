package com.bananacards.console;

import com.bananacards.guard.KindSwitch;
import com.bananacards.guard.StoppableKind;
import com.bananacards.guard.Switches;
import com.bananacards.http.JsonBody;
import com.bananacards.http.Page;
import com.bananacards.http.Paging;
import com.bananacards.security.Caller;
import com.bananacards.security.CurrentCaller;
import com.bananacards.security.Roles;

import io.smallrye.mutiny.Uni;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** {@code /v1/admin/switches}: kinds of operation, stopped and resumed for all replicas. */
@Path("/v1/admin/switches")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Admin")
class SwitchResource {

    private static final int MAX_REASON = 500;

    private final Switches switches;
    private final CurrentCaller caller;

    @Inject
    SwitchResource(Switches switches, CurrentCaller caller) {
        this.switches = switches;
        this.caller = caller;
    }

    /** The body of a switch, for the API's description. */
    record SwitchRequest(
            @Schema(required = true) boolean stopped,
            @Schema(required = true) String reason) {}

    @GET
    @Operation(operationId = "listSwitches", summary = "Every kind, and whether it is stopped")
    public Uni<Page<KindSwitch>> list() {
        return switches.all().map(all -> new Page<>(all, null));
    }

    @PUT
    @Path("/{kind}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "setSwitch",
            summary = "Stops a kind of operation or resumes it, on all replicas; audited")
    public Uni<KindSwitch> set(
            @Parameter(schema = @Schema(implementation = StoppableKind.class)) @RestPath
                    String kind,
            @RequestBody(content = @Content(schema = @Schema(implementation = SwitchRequest.class)))
                    byte @Nullable [] json) {
        StoppableKind which = Paging.literal("kind", kind, StoppableKind.class).orElseThrow();
        JsonBody body = JsonBody.of(json);
        var stopped = body.required("stopped", body.bool("stopped"));
        var reason = body.required("reason", body.text("reason", 1, MAX_REASON));
        body.done();
        Caller who = caller.get();
        return stopped.orElseThrow()
                ? switches.stop(who, which, reason.orElseThrow())
                : switches.resume(who, which, reason.orElseThrow());
    }
}
