package com.bananacards.operations;

import com.bananacards.http.Page;
import com.bananacards.http.Paging;
import com.bananacards.http.WaitPreference;
import com.bananacards.security.CurrentCaller;
import com.bananacards.security.Roles;

import io.smallrye.mutiny.Uni;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.UUID;

/** {@code /v1/operations}: what became of what was asked for. */
@Path("/v1/operations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.MERCHANT, Roles.CARDHOLDER, Roles.OPERATOR})
@Tag(name = "Operations")
class OperationResource {

    private final Operations operations;
    private final CurrentCaller caller;

    @Inject
    OperationResource(Operations operations, CurrentCaller caller) {
        this.operations = operations;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listOperations", summary = "Operations, newest first")
    public Uni<Page<OperationView>> list(
            @Parameter(schema = @Schema(implementation = OperationStatus.class))
                    @RestQuery
                    @Nullable
                    String status,
            @Parameter(schema = @Schema(implementation = OperationKind.class)) @RestQuery @Nullable
                    String kind,
            @RestQuery("card_id") @Nullable String cardId,
            @RestQuery("cardholder_id") @Nullable String cardholderId,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String after) {
        Operations.Filter filter = new Operations.Filter(
                Paging.literal("status", status, OperationStatus.class),
                Paging.literal("kind", kind, OperationKind.class),
                Paging.id("card_id", cardId),
                Paging.id("cardholder_id", cardholderId));
        return operations.list(caller.get(), filter, Paging.of(limit, after));
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getOperation",
            summary = "One operation; Prefer: wait=N waits until it is settled, at most N seconds")
    public Uni<RestResponse<OperationView>> get(
            @RestPath UUID id, @RestHeader("Prefer") @Nullable String prefer) {
        Optional<WaitPreference> wait = WaitPreference.of(prefer);
        if (wait.isEmpty()) {
            return operations
                    .find(caller.get(), id)
                    .map(found -> RestResponse.ok(OperationView.of(found)));
        }
        return operations
                .await(caller.get(), id, wait.get())
                .map(found -> ResponseBuilder.ok(OperationView.of(found))
                        .header("Preference-Applied", wait.get().applied())
                        .build());
    }
}
