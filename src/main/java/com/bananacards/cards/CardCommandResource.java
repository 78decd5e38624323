package com.bananacards.cards;

import com.bananacards.http.JsonBody;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.http.RequestId;
import com.bananacards.http.WaitPreference;
import com.bananacards.operations.CommandAnswer;
import com.bananacards.operations.CommandAnswers;
import com.bananacards.operations.OperationView;
import com.bananacards.operations.Origin;
import com.bananacards.security.Caller;
import com.bananacards.security.CurrentCaller;
import com.bananacards.security.Roles;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
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
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import java.util.UUID;
import java.util.function.BiFunction;

/** {@code /v1/cards}: what can be asked of cards. Checked in the contract's order: owner, key, body, rules. */
@Path("/v1/cards")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Cards")
class CardCommandResource {

    private final Cards cards;
    private final CardReads reads;
    private final PinChanges pins;
    private final CardsConfig config;
    private final CurrentCaller caller;
    private final RoutingContext request;

    @Inject
    CardCommandResource(
            Cards cards,
            CardReads reads,
            PinChanges pins,
            CardsConfig config,
            CurrentCaller caller,
            RoutingContext request) {
        this.cards = cards;
        this.reads = reads;
        this.pins = pins;
        this.config = config;
        this.caller = caller;
        this.request = request;
    }

    @POST
    @Path("/physical")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MERCHANT, Roles.CARDHOLDER, Roles.OPERATOR})
    @Operation(summary = "Assigns a physical card; it exists when the operation has succeeded")
    @APIResponse(
            responseCode = "202",
            description = "The operation",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Uni<RestResponse<String>> assign(
            @RestHeader("Idempotency-Key") @Nullable String key,
            @RestHeader("Prefer") @Nullable String prefer,
            @RequestBody(content = @Content(schema = @Schema(implementation = AssignRequest.class)))
                    byte @Nullable [] json) {
        Caller who = caller.get();
        foreignCardholderIsNotFound(who, json);
        String usable = Origin.requireKey(key);
        JsonBody body = JsonBody.of(json);
        AssignRequest wanted = AssignRequest.of(body, config.luhnCheck());
        return cards.assign(origin(who, "/v1/cards/physical", usable, body, prefer), wanted)
                .map(CommandAnswers::response);
    }

    /** Ownership is checked before anything else in the request, so a body that can't be read is looked at later. */
    private static void foreignCardholderIsNotFound(Caller who, byte @Nullable [] json) {
        if (who.own().isEmpty()) {
            return;
        }
        try {
            JsonBody.of(json)
                    .peekId("cardholder_id")
                    .filter(id -> !who.maySee(id))
                    .ifPresent(foreign -> {
                        throw Problem.of(ProblemType.NOT_FOUND);
                    });
        } catch (Problem problem) {
            if (problem.type() == ProblemType.NOT_FOUND) {
                throw problem;
            }
        }
    }

    @POST
    @Path("/{id}/activate")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @RolesAllowed({Roles.MERCHANT, Roles.CARDHOLDER, Roles.OPERATOR})
    @Operation(summary = "Activates a card; a physical one with its PIN")
    @APIResponse(
            responseCode = "202",
            description = "The operation",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Uni<RestResponse<String>> activate(
            @RestPath UUID id,
            @RestHeader("Idempotency-Key") @Nullable String key,
            @RestHeader("Prefer") @Nullable String prefer,
            @RequestBody(content = @Content(schema = @Schema(implementation = PinRequest.class)))
                    byte @Nullable [] json) {
        Caller who = caller.get();
        return reads.find(who, id).chain(card -> {
            String usable = Origin.requireKey(key);
            JsonBody body = JsonBody.of(json);
            PinRequest wanted =
                    PinRequest.forActivation(body, card.type(), config.refuseSimplePins());
            Origin origin = origin(who, "/v1/cards/" + id + "/activate", usable, body, prefer);
            return cards.activate(origin, id, wanted).map(CommandAnswers::response);
        });
    }

    @PUT
    @Path("/{id}/pin")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MERCHANT, Roles.CARDHOLDER, Roles.OPERATOR})
    @Operation(summary = "Sets another PIN; done when it answers 204")
    @APIResponse(responseCode = "204", description = "The PIN is set")
    public Uni<RestResponse<Void>> setPin(
            @RestPath UUID id,
            @RequestBody(content = @Content(schema = @Schema(implementation = PinRequest.class)))
                    byte @Nullable [] json) {
        Caller who = caller.get();
        return reads.find(who, id).chain(card -> {
            PinRequest wanted = PinRequest.required(JsonBody.of(json), config.refuseSimplePins());
            return pins.change(
                            who,
                            id,
                            java.util.Objects.requireNonNull(wanted.pin()),
                            RequestId.of(request))
                    .map(done -> RestResponse.noContent());
        });
    }

    private Uni<RestResponse<String>> bodiless(
            UUID id,
            String verb,
            @Nullable String key,
            @Nullable String prefer,
            byte @Nullable [] json,
            BiFunction<Origin, UUID, Uni<CommandAnswer>> command) {
        Caller who = caller.get();
        return reads.find(who, id).chain(card -> {
            String usable = Origin.requireKey(key);
            JsonBody body = JsonBody.of(json);
            body.done();
            Origin origin = origin(who, "/v1/cards/" + id + "/" + verb, usable, body, prefer);
            return command.apply(origin, id).map(CommandAnswers::response);
        });
    }

    @POST
    @Path("/{id}/lock")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @RolesAllowed({Roles.MERCHANT, Roles.CARDHOLDER, Roles.OPERATOR})
    @Operation(summary = "Locks a card")
    @APIResponse(
            responseCode = "202",
            description = "The operation",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Uni<RestResponse<String>> lock(
            @RestPath UUID id,
            @RestHeader("Idempotency-Key") @Nullable String key,
            @RestHeader("Prefer") @Nullable String prefer,
            byte @Nullable [] json) {
        return bodiless(id, "lock", key, prefer, json, cards::lock);
    }

    @POST
    @Path("/{id}/unlock")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @RolesAllowed({Roles.MERCHANT, Roles.CARDHOLDER, Roles.OPERATOR})
    @Operation(summary = "Unlocks a card")
    @APIResponse(
            responseCode = "202",
            description = "The operation",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Uni<RestResponse<String>> unlock(
            @RestPath UUID id,
            @RestHeader("Idempotency-Key") @Nullable String key,
            @RestHeader("Prefer") @Nullable String prefer,
            byte @Nullable [] json) {
        return bodiless(id, "unlock", key, prefer, json, cards::unlock);
    }

    @POST
    @Path("/{id}/close")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @RolesAllowed({Roles.MERCHANT, Roles.OPERATOR})
    @Operation(summary = "Closes a card for good; its balance returns to the merchant's account")
    @APIResponse(
            responseCode = "202",
            description = "The operation",
            content = @Content(schema = @Schema(implementation = OperationView.class)))
    public Uni<RestResponse<String>> close(
            @RestPath UUID id,
            @RestHeader("Idempotency-Key") @Nullable String key,
            @RestHeader("Prefer") @Nullable String prefer,
            byte @Nullable [] json) {
        return bodiless(id, "close", key, prefer, json, cards::close);
    }

    private Origin origin(
            Caller who, String path, String key, JsonBody body, @Nullable String prefer) {
        return new Origin(
                who,
                "POST " + path,
                key,
                body.canonical(),
                RequestId.of(request),
                WaitPreference.of(prefer));
    }
}
