package com.bananacards.cards;

import com.bananacards.http.JsonBody;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.http.description.MayFail;
import com.bananacards.money.MoneyConfig;
import com.bananacards.operations.Asked;
import com.bananacards.operations.Commands;
import com.bananacards.operations.OperationView;
import com.bananacards.security.Caller;
import com.bananacards.security.CurrentCaller;
import com.bananacards.security.Roles;

import io.smallrye.mutiny.Uni;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
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
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /v1/cards/physical} and {@code /v1/cards/virtual}: how cards come into being. */
@Path("/v1/cards")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Cards")
class NewCardResource {

    private final NewCards cards;
    private final Commands commands;
    private final CardsConfig config;
    private final MoneyConfig money;
    private final CurrentCaller caller;

    @Inject
    NewCardResource(
            NewCards cards,
            Commands commands,
            CardsConfig config,
            MoneyConfig money,
            CurrentCaller caller) {
        this.cards = cards;
        this.commands = commands;
        this.config = config;
        this.money = money;
        this.caller = caller;
    }

    @POST
    @Path("/physical")
    @RolesAllowed({Roles.MERCHANT, Roles.CARDHOLDER, Roles.OPERATOR})
    @Operation(
            operationId = "assignPhysicalCard",
            summary = "Assigns a physical card; it exists when the operation has succeeded")
    @APIResponse(
            responseCode = "202",
            description = "The operation",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    @MayFail({
        ProblemType.UNKNOWN_CARDHOLDER,
        ProblemType.UNKNOWN_TEMPLATE,
        ProblemType.TEMPLATE_TYPE_MISMATCH,
        ProblemType.TEMPLATE_REQUIREMENT,
        ProblemType.CARDHOLDER_NOT_APPROVED,
        ProblemType.OPERATION_IN_PROGRESS,
        ProblemType.CARD_ALREADY_ASSIGNED,
        ProblemType.NOT_FOUND
    })
    public Uni<RestResponse<String>> assign(
            @BeanParam Asked asked,
            @RequestBody(content = @Content(schema = @Schema(implementation = AssignRequest.class)))
                    byte @Nullable [] json) {
        Caller who = caller.get();
        foreignCardholderIsNotFound(who, json);
        Asked.Opening opening = asked.by(who, "POST /v1/cards/physical");
        JsonBody body = JsonBody.of(json);
        return cards.assign(AssignRequest.of(body, config.luhnCheck()))
                .chain(plan -> commands.answer(opening, body, plan));
    }

    @POST
    @Path("/virtual")
    @RolesAllowed({Roles.MERCHANT, Roles.OPERATOR})
    @Operation(
            operationId = "applyForVirtualCard",
            summary = "Applies for a virtual card; it exists when the operation has succeeded")
    @APIResponse(
            responseCode = "202",
            description = "The operation",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    @MayFail({
        ProblemType.UNKNOWN_CARDHOLDER,
        ProblemType.UNKNOWN_TEMPLATE,
        ProblemType.TEMPLATE_TYPE_MISMATCH,
        ProblemType.TEMPLATE_REQUIREMENT,
        ProblemType.CARDHOLDER_NOT_APPROVED,
        ProblemType.OPERATION_IN_PROGRESS,
        ProblemType.AMOUNT_OUT_OF_LIMITS
    })
    public Uni<RestResponse<String>> apply(
            @BeanParam Asked asked,
            @RequestBody(content = @Content(schema = @Schema(implementation = ApplyRequest.class)))
                    byte @Nullable [] json) {
        Asked.Opening opening = asked.by(caller.get(), "POST /v1/cards/virtual");
        JsonBody body = JsonBody.of(json);
        return cards.apply(ApplyRequest.of(body, money.defaultCurrency()))
                .chain(plan -> commands.answer(opening, body, plan));
    }

    /** Ownership is checked before anything else in the request, so a body that can't be read is looked at later. */
    private static void foreignCardholderIsNotFound(Caller who, byte @Nullable [] json) {
        try {
            who.narrowed(JsonBody.of(json).peekId("cardholder_id"));
        } catch (Problem problem) {
            if (problem.type() == ProblemType.NOT_FOUND) {
                throw problem;
            }
        }
    }
}
