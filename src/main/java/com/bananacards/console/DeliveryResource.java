package com.bananacards.console;

import com.bananacards.http.Page;
import com.bananacards.http.Paging;
import com.bananacards.http.ProblemType;
import com.bananacards.http.description.MayFail;
import com.bananacards.security.CurrentCaller;
import com.bananacards.security.Roles;
import com.bananacards.webhooks.Deliveries;
import com.bananacards.webhooks.DeliveryStatus;
import com.bananacards.webhooks.DeliveryView;
import com.bananacards.webhooks.Replays;
import com.bananacards.webhooks.Source;

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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;

/** {@code /v1/admin/deliveries}: the inbox, and its re-drive. */
@Path("/v1/admin/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Admin")
class DeliveryResource {

    private static final int ACCEPTED = 202;

    private final Deliveries deliveries;
    private final Replays replays;
    private final CurrentCaller caller;
    private final ConsoleConfig config;

    @Inject
    DeliveryResource(
            Deliveries deliveries, Replays replays, CurrentCaller caller, ConsoleConfig config) {
        this.deliveries = deliveries;
        this.replays = replays;
        this.caller = caller;
        this.config = config;
    }

    @GET
    @Operation(
            operationId = "listDeliveries",
            summary =
                    "Deliveries, newest first; payloads masked. Narrowed by type, reason or source"
                            + " a page may be short and still have a next one")
    public Uni<Page<DeliveryView>> list(
            @Parameter(schema = @Schema(implementation = DeliveryStatus.class)) @RestQuery @Nullable
                    String status,
            @RestQuery @Nullable String type,
            @RestQuery @Nullable String reason,
            @Parameter(schema = @Schema(implementation = Source.class)) @RestQuery @Nullable
                    String source,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String after) {
        Deliveries.Filter filter = new Deliveries.Filter(
                Paging.literal("status", status, DeliveryStatus.class),
                Paging.text("type", type),
                Paging.text("reason", reason),
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
        return replays.replay(caller.get(), id).chain(() -> deliveries.get(id));
    }

    @POST
    @Path("/replay")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "replayDeliveries",
            summary = "Counts parked deliveries (`dry_run`: true), or tries those that were counted"
                    + " again, the oldest first, so many at a time; audited, each of them")
    @APIResponse(
            responseCode = "200",
            description = "What was counted, or made due again",
            content = @Content(schema = @Schema(implementation = ReplayRequest.Answer.class)))
    @MayFail(ProblemType.VALIDATION_FAILED)
    public Uni<ReplayRequest.Answer> replay(
            @RequestBody(
                            content =
                                    @Content(
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    ReplayRequest.Body.class)))
                    byte @Nullable [] json) {
        ReplayRequest asked = ReplayRequest.of(json);
        return asked.dryRun()
                ? replays.count(asked.set(), config.countMost())
                        .map(counted -> new ReplayRequest.Answer(
                                true, 0, counted.matching(), counted.newest(), null))
                : replays.replay(caller.get(), asked.set(), config.replay().most())
                        .chain(ids -> done(asked, ids));
    }

    private Uni<ReplayRequest.Answer> done(ReplayRequest asked, List<UUID> ids) {
        UUID upTo = asked.upTo().orElseThrow();
        if (ids.isEmpty()) {
            return Uni.createFrom().item(new ReplayRequest.Answer(false, 0, 0, upTo, null));
        }
        UUID last = ids.getLast();
        return replays.count(asked.behind(last), config.countMost())
                .map(left -> new ReplayRequest.Answer(
                        false,
                        ids.size(),
                        left.matching(),
                        upTo,
                        left.matching() == 0 ? null : last));
    }
}
