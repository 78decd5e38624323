package com.bananacards.transactions;

import com.bananacards.cards.CardReads;
import com.bananacards.http.Conditions;
import com.bananacards.http.Page;
import com.bananacards.http.Paging;
import com.bananacards.security.Caller;
import com.bananacards.security.CurrentCaller;
import com.bananacards.security.Owned;
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

import java.util.Optional;
import java.util.UUID;

/** {@code /v1/cards/{id}/transactions}. */
@Path("/v1/cards/{id}/transactions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.MERCHANT, Roles.CARDHOLDER, Roles.OPERATOR})
@Tag(name = "Transactions")
class TransactionResource {

    private final CardReads cards;
    private final CurrentCaller caller;

    @Inject
    TransactionResource(CardReads cards, CurrentCaller caller) {
        this.cards = cards;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listTransactions",
            summary = "A card's transactions, the newest report first")
    public Uni<Page<TransactionView>> list(
            @RestPath UUID id,
            @RestQuery @Nullable String type,
            @RestQuery @Nullable String status,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String after) {
        Paging paging = Paging.of(limit, after);
        Conditions conditions = Conditions.none()
                .where("cardId", Optional.of(id))
                .where("type", Paging.text("type", type))
                .where("status", Paging.text("status", status));
        Caller who = caller.get();
        return cards.find(who, id)
                .chain(card ->
                        Owned.TRANSACTIONS.page(CardTransaction.class, who, conditions, paging))
                .map(rows -> Page.of(
                        rows, paging.limit(), row -> Paging.cursor(row.id), TransactionView::of));
    }
}
