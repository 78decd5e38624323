package com.bananacards.cards;

import com.bananacards.http.Page;
import com.bananacards.http.Paging;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import java.util.UUID;

/** {@code /v1/cards}: what is known of cards. */
@Path("/v1/cards")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.MERCHANT, Roles.CARDHOLDER, Roles.OPERATOR})
@Tag(name = "Cards")
class CardResource {

    private final CardReads reads;
    private final CurrentCaller caller;

    @Inject
    CardResource(CardReads reads, CurrentCaller caller) {
        this.reads = reads;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Cards, newest first")
    public Uni<Page<CardView>> list(
            @RestQuery("cardholder_id") @Nullable String cardholderId,
            @RestQuery @Nullable String status,
            @RestQuery @Nullable String type,
            @RestQuery @Nullable String last4,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String after) {
        CardReads.Filter filter = new CardReads.Filter(
                Paging.id("cardholder_id", cardholderId),
                Paging.literal("status", status, CardStatus.class),
                Paging.literal("type", type, CardType.class),
                Paging.text("last4", last4));
        return reads.list(caller.get(), filter, Paging.of(limit, after));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One card")
    public Uni<CardView> get(@RestPath UUID id) {
        return reads.get(caller.get(), id);
    }
}
