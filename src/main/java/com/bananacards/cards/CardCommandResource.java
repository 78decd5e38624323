package com.bananacards.cards;

import com.bananacards.http.EncryptedMembers;
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
import jakarta.ws.rs.PUT;
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

import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/** {@code /v1/cards}: what can be asked of cards. Checked in the contract's order: owner, key, body, rules. */
@Path("/v1/cards")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Cards")
class CardCommandResource {

    private final Cards cards;
    private final CardReads reads;
    private final PinChanges pins;
    private final Commands commands;
    private final CardsConfig config;
    private final EncryptedMembers encrypted;
    private final CurrentCaller caller;

    @Inject
    CardCommandResource(
            Cards cards,
            CardReads reads,
            PinChanges pins,
            Commands commands,
            CardsConfig config,
            EncryptedMembers encrypted,
            CurrentCaller caller) {
        this.cards = cards;
        this.reads = reads;
        this.pins = pins;
        this.commands = commands;
        this.config = config;
        this.encrypted = encrypted;
        this.caller = caller;
    }

    @POST
    @Path("/{id}/activate")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @RolesAllowed({Roles.MERCHANT, Roles.CARDHOLDER, Roles.OPERATOR})
    @Operation(
            operationId = "activateCard",
            summary = "Activates a card; a physical one with its PIN")
    @APIResponse(
            responseCode = "202",
            description = "The operation",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    @MayFail({ProblemType.CARD_STATUS_CONFLICT, ProblemType.OPERATION_IN_PROGRESS})
    public Uni<RestResponse<String>> activate(
            @RestPath UUID id,
            @BeanParam Asked asked,
            @RequestBody(content = @Content(schema = @Schema(implementation = PinRequest.class)))
                    byte @Nullable [] json) {
        Caller who = caller.get();
        return reads.find(who, id).chain(card -> {
            Asked.Opening opening = asked.by(who, "POST /v1/cards/" + id + "/activate");
            JsonBody body = JsonBody.of(json);
            encrypted.open(body, "pin", id);
            PinRequest wanted =
                    PinRequest.forActivation(body, card.type(), config.refuseSimplePins());
            return commands.answer(opening, body, cards.activate(id, wanted));
        });
    }

    @PUT
    @Path("/{id}/pin")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MERCHANT, Roles.CARDHOLDER, Roles.OPERATOR})
    @Operation(operationId = "setCardPin", summary = "Sets another PIN; done when it answers 204")
    @APIResponse(responseCode = "204", description = "The PIN is set")
    @MayFail({
        ProblemType.CARD_STATUS_CONFLICT,
        ProblemType.OPERATION_IN_PROGRESS,
        ProblemType.OPERATION_STOPPED,
        ProblemType.ISSUER_REFUSED,
        ProblemType.ISSUER_UNAVAILABLE,
        ProblemType.OUTCOME_UNKNOWN
    })
    public Uni<RestResponse<String>> setPin(
            @RestPath UUID id,
            @BeanParam Asked asked,
            @RequestBody(content = @Content(schema = @Schema(implementation = PinRequest.class)))
                    byte @Nullable [] json) {
        Caller who = caller.get();
        return reads.find(who, id).chain(card -> {
            boolean dry = asked.isDry();
            JsonBody body = JsonBody.of(json);
            encrypted.open(body, "pin", id);
            PinRequest wanted = PinRequest.required(body, config.refuseSimplePins());
            return dry ? pins.rehearse(who, id) : changed(who, id, wanted, asked.requestId());
        });
    }

    private Uni<RestResponse<String>> changed(
            Caller who, UUID id, PinRequest wanted, String requestId) {
        return pins.change(who, id, Objects.requireNonNull(wanted.pin()), requestId)
                .map(done -> RestResponse.noContent());
    }

    private Uni<RestResponse<String>> bodiless(
            UUID id,
            String verb,
            Asked asked,
            byte @Nullable [] json,
            Function<UUID, Uni<Plan>> plan) {
        Caller who = caller.get();
        return reads.find(who, id).chain(card -> {
            Asked.Opening opening = asked.by(who, "POST /v1/cards/" + id + "/" + verb);
            JsonBody body = JsonBody.of(json);
            body.done();
            return plan.apply(id).chain(planned -> commands.answer(opening, body, planned));
        });
    }

    @POST
    @Path("/{id}/lock")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @RolesAllowed({Roles.MERCHANT, Roles.CARDHOLDER, Roles.OPERATOR})
    @Operation(operationId = "lockCard", summary = "Locks a card")
    @APIResponse(
            responseCode = "202",
            description = "The operation",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    @MayFail({ProblemType.CARD_STATUS_CONFLICT, ProblemType.OPERATION_IN_PROGRESS})
    public Uni<RestResponse<String>> lock(
            @RestPath UUID id, @BeanParam Asked asked, byte @Nullable [] json) {
        return bodiless(id, "lock", asked, json, card -> Uni.createFrom().item(cards.lock(card)));
    }

    @POST
    @Path("/{id}/unlock")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @RolesAllowed({Roles.MERCHANT, Roles.CARDHOLDER, Roles.OPERATOR})
    @Operation(operationId = "unlockCard", summary = "Unlocks a card")
    @APIResponse(
            responseCode = "202",
            description = "The operation",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    @MayFail({ProblemType.CARD_STATUS_CONFLICT, ProblemType.OPERATION_IN_PROGRESS})
    public Uni<RestResponse<String>> unlock(
            @RestPath UUID id, @BeanParam Asked asked, byte @Nullable [] json) {
        return bodiless(
                id, "unlock", asked, json, card -> Uni.createFrom().item(cards.unlock(card)));
    }

    @POST
    @Path("/{id}/close")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @RolesAllowed({Roles.MERCHANT, Roles.OPERATOR})
    @Operation(
            operationId = "closeCard",
            summary = "Closes a card for good; its balance returns to the merchant's account")
    @APIResponse(
            responseCode = "202",
            description = "The operation",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    @MayFail({ProblemType.CARD_STATUS_CONFLICT, ProblemType.OPERATION_IN_PROGRESS})
    public Uni<RestResponse<String>> close(
            @RestPath UUID id, @BeanParam Asked asked, byte @Nullable [] json) {
        return bodiless(id, "close", asked, json, cards::close);
    }
}
