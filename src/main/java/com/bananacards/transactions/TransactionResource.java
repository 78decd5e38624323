package com.bananacards.transactions;

import com.bananacards.cards.CardReads;
import com.bananacards.http.Conditions;
import com.bananacards.http.Page;
import com.bananacards.http.Paging;
import com.bananacards.security.CurrentCaller;
import com.bananacards.security.Roles;

import io.quarkus.hibernate.reactive.panache.Panache;
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
                .where("status", Paging.text("status", status))
                .after(paging.after());
        return cards.find(caller.get(), id).chain(card -> page(conditions, paging));
    }

    private static Uni<Page<TransactionView>> page(Conditions conditions, Paging paging) {
        return Panache.withSession(() -> CardTransaction.<CardTransaction>find(
                                conditions.newestFirst(), conditions.values())
                        .range(0, paging.fetch() - 1)
                        .list())
                .map(rows -> Page.of(
                        rows, paging.limit(), row -> Paging.cursor(row.id), TransactionView::of));
    }
}
