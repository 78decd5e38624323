package com.bananacards.funding;

import com.bananacards.cards.CardReads;
import com.bananacards.http.JsonBody;
import com.bananacards.http.ProblemType;
import com.bananacards.http.description.MayFail;
import com.bananacards.operations.Asked;
import com.bananacards.operations.Commands;
import com.bananacards.operations.OperationView;
import com.bananacards.operations.Plan;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import java.util.UUID;

/** {@code /v1/cards/{id}/recharges}. */
@Path("/v1/cards/{id}/recharges")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Funding")
class RechargeResource {

    private final Recharges recharges;
    private final CardReads cards;
    private final Commands commands;
    private final CurrentCaller caller;

    @Inject
    RechargeResource(
            Recharges recharges, CardReads cards, Commands commands, CurrentCaller caller) {
        this.recharges = recharges;
        this.cards = cards;
        this.commands = commands;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MERCHANT, Roles.OPERATOR})
    @Operation(
            operationId = "rechargeCard",
            summary = "Moves money from the merchant's account to a card")
    @APIResponse(
            responseCode = "202",
            description = "The operation",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    @MayFail({
        ProblemType.CARD_STATUS_CONFLICT,
        ProblemType.OPERATION_IN_PROGRESS,
        ProblemType.AMOUNT_OUT_OF_LIMITS,
        ProblemType.CAP_EXCEEDED,
        ProblemType.COOL_DOWN,
        ProblemType.UNKNOWN_TEMPLATE
    })
    public Uni<RestResponse<String>> recharge(
            @RestPath UUID id,
            @BeanParam Asked asked,
            @RequestBody(
                            content =
                                    @Content(
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    RechargeRequest.class)))
                    byte @Nullable [] json) {
        Caller who = caller.get();
        return cards.find(who, id).chain(card -> {
            Asked.Opening opening = asked.by(who, "POST /v1/cards/" + id + "/recharges");
            JsonBody body = JsonBody.of(json);
            RechargeRequest wanted = RechargeRequest.of(body, card.currency());
            Uni<Plan> plan = opening.dry()
                    ? recharges.rehearsal(id, wanted.amount())
                    : recharges.recharge(id, wanted.amount());
            return plan.chain(ready -> commands.answer(opening, body, ready));
        });
    }
}
