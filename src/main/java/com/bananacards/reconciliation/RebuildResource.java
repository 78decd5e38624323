package com.bananacards.reconciliation;

import com.bananacards.http.JsonBody;
import com.bananacards.security.CurrentCaller;
import com.bananacards.security.Roles;

import io.smallrye.mutiny.Uni;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** {@code /v1/admin/rebuild}: this database anew from the issuer's lists. */
@Path("/v1/admin/rebuild")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Admin")
class RebuildResource {

    private static final int ACCEPTED = 202;
    private static final int MAX_REASON = 500;

    private final Rebuilds rebuilds;
    private final CurrentCaller caller;

    @Inject
    RebuildResource(Rebuilds rebuilds, CurrentCaller caller) {
        this.rebuilds = rebuilds;
        this.caller = caller;
    }

    /** The body of a start, for the API's description. */
    record StartRequest(@Schema(required = true) String reason) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(ACCEPTED)
    @Operation(
            operationId = "startRebuild",
            summary = "Restores from the issuer's lists what is not here; audited")
    @APIResponse(
            responseCode = "202",
            description = "It runs: a new one, the one that runs already, or the one that stopped",
            content = @Content(schema = @Schema(implementation = RebuildView.class)))
    public Uni<RebuildView> start(
            @RequestBody(content = @Content(schema = @Schema(implementation = StartRequest.class)))
                    byte @Nullable [] json) {
        JsonBody body = JsonBody.of(json);
        var reason = body.required("reason", body.text("reason", 1, MAX_REASON));
        body.done();
        return rebuilds.start(caller.get(), reason.orElseThrow());
    }

    @GET
    @Operation(
            operationId = "getRebuild",
            summary = "The newest rebuild: how far it is, what it restored, what it could not")
    public Uni<RebuildView> get() {
        return rebuilds.newestView();
    }
}
