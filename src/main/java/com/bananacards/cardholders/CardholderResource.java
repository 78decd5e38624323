package com.bananacards.cardholders;

import com.bananacards.http.JsonBody;
import com.bananacards.http.Page;
import com.bananacards.http.Paging;
import com.bananacards.http.ProblemType;
import com.bananacards.http.description.MayFail;
import com.bananacards.operations.Asked;
import com.bananacards.operations.Commands;
import com.bananacards.operations.OperationView;
import com.bananacards.security.CurrentCaller;
import com.bananacards.security.Roles;

import io.smallrye.mutiny.Uni;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import java.util.UUID;

/** {@code /v1/cardholders}. */
@Path("/v1/cardholders")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Cardholders")
class CardholderResource {

    private final Cardholders cardholders;
    private final Commands commands;
    private final CurrentCaller caller;

    @Inject
    CardholderResource(Cardholders cardholders, Commands commands, CurrentCaller caller) {
        this.cardholders = cardholders;
        this.commands = commands;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MERCHANT, Roles.OPERATOR})
    @Operation(
            operationId = "registerCardholder",
            summary = "Registers a person with the issuer; the KYC decision comes later")
    @APIResponse(
            responseCode = "202",
            description = "The operation",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    @MayFail({
        ProblemType.UNKNOWN_TEMPLATE,
        ProblemType.TEMPLATE_REQUIREMENT,
        ProblemType.OPERATION_IN_PROGRESS
    })
    public Uni<RestResponse<String>> register(
            @BeanParam Asked asked,
            @RequestBody(
                            content =
                                    @Content(
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    RegisterRequest.class)))
                    byte @Nullable [] json) {
        Asked.Opening opening = asked.by(caller.get(), "POST /v1/cardholders");
        JsonBody body = JsonBody.of(json);
        return cardholders
                .register(RegisterRequest.of(body))
                .chain(plan -> commands.answer(opening, body, plan));
    }

    @GET
    @RolesAllowed({Roles.MERCHANT, Roles.CARDHOLDER, Roles.OPERATOR})
    @Operation(operationId = "listCardholders", summary = "Cardholders, newest first")
    public Uni<Page<CardholderView>> list(
            @Parameter(schema = @Schema(implementation = CardholderStatus.class))
                    @RestQuery
                    @Nullable
                    String status,
            @RestQuery @Nullable String email,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String after) {
        return cardholders.list(
                caller.get(),
                Paging.literal("status", status, CardholderStatus.class),
                Paging.text("email", email),
                Paging.of(limit, after));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.MERCHANT, Roles.CARDHOLDER, Roles.OPERATOR})
    @Operation(operationId = "getCardholder", summary = "One cardholder")
    public Uni<CardholderView> get(@RestPath UUID id) {
        return cardholders.get(caller.get(), id);
    }
}
