package com.bananacards.console;

import com.bananacards.http.Page;
import com.bananacards.http.Paging;
import com.bananacards.security.CurrentCaller;
import com.bananacards.security.Roles;
import com.bananacards.webhooks.Deliveries;
import com.bananacards.webhooks.DeliveryStatus;
import com.bananacards.webhooks.DeliveryView;
import com.bananacards.webhooks.Source;

import io.smallrye.mutiny.Uni;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.UUID;

/** {@code /v1/admin/deliveries}: the inbox, and its re-drive. */
@Path("/v1/admin/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Admin")
class DeliveryResource {

    private static final int ACCEPTED = 202;

    private final Deliveries deliveries;
    private final CurrentCaller caller;

    @Inject
    DeliveryResource(Deliveries deliveries, CurrentCaller caller) {
        this.deliveries = deliveries;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listDeliveries",
            summary = "Deliveries, newest first; payloads masked")
    public Uni<Page<DeliveryView>> list(
            @Parameter(schema = @Schema(implementation = DeliveryStatus.class)) @RestQuery @Nullable
                    String status,
            @RestQuery @Nullable String type,
            @Parameter(schema = @Schema(implementation = Source.class)) @RestQuery @Nullable
                    String source,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String after) {
        Deliveries.Filter filter = new Deliveries.Filter(
                Paging.literal("status", status, DeliveryStatus.class),
                Optional.ofNullable(type),
                Paging.literal("source", source, Source.class));
        return deliveries.list(filter, Paging.of(limit, after));
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getDelivery", summary = "One delivery; its payload masked")
    public Uni<DeliveryView> get(@RestPath UUID id) {
        return deliveries.get(id);
    }

    @POST
    @Path("/{id}/replay")
    @ResponseStatus(ACCEPTED)
    @Operation(
            operationId = "replayDelivery",
            summary = "Tries a delivery again, now; never has an effect twice")
    @APIResponse(
            responseCode = "202",
            description = "It is tried now, unless it had its effect before",
            content = @Content(schema = @Schema(implementation = DeliveryView.class)))
    public Uni<DeliveryView> replay(@RestPath UUID id) {
        return deliveries.replay(caller.get(), id);
    }
}
