package com.bananacards.console;

import com.bananacards.cardholders.CardholderSearch;
import com.bananacards.cards.CardReads;
import com.bananacards.cards.CardView;
import com.bananacards.http.ProblemType;
import com.bananacards.http.description.MayFail;
import com.bananacards.operations.Operations;
import com.bananacards.security.Roles;
import com.bananacards.webhooks.Deliveries;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** {@code /v1/admin/search}: from what a person knows of a thing to the thing. */
@Path("/v1/admin/search")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Admin")
class SearchResource {

    private final CardReads cards;
    private final CardholderSearch cardholders;
    private final Operations operations;
    private final Deliveries deliveries;
    private final ConsoleConfig config;

    @Inject
    SearchResource(
            CardReads cards,
            CardholderSearch cardholders,
            Operations operations,
            Deliveries deliveries,
            ConsoleConfig config) {
        this.cards = cards;
        this.cardholders = cardholders;
        this.operations = operations;
        this.deliveries = deliveries;
        this.config = config;
    }

    /** @param most of each type no more than this was looked for: where there are so many, there may be more */
    @RegisterForReflection
    record SearchAnswer(List<Found> data, int most) {}

    @GET
    @Operation(
            operationId = "search",
            summary =
                    "Cards, cardholders, operations and deliveries by our id, BananaTech's number,"
                            + " last four digits, or how an e-mail begins; never by a card number")
    @MayFail(ProblemType.VALIDATION_FAILED)
    public Uni<SearchAnswer> search(@Parameter(required = true) @RestQuery @Nullable String q) {
        Term term = Term.of(q);
        return Panache.withSession(() -> found(term))
                .map(found -> new SearchAnswer(found, config.search().most()));
    }

    /** One query for each way of looking, one after the other: they share a connection. */
    private Uni<List<Found>> found(Term term) {
        int most = config.search().most();
        if (term.id().isPresent()) {
            return byId(term.id().get());
        }
        if (term.email().isPresent()) {
            return cardholders
                    .byEmail(term.email().get(), most)
                    .map(people -> Found.cardholders(people, "email"));
        }
        return byNumber(term.number().orElseThrow(), term.last4().orElse(null), most);
    }

    private Uni<List<Found>> byId(UUID id) {
        List<Found> all = new ArrayList<>();
        return cards.byId(id)
                .invoke(found -> all.addAll(Found.cards(found, "id")))
                .chain(() -> cardholders.byId(id))
                .invoke(found -> all.addAll(Found.cardholders(found, "id")))
                .chain(() -> operations.byId(id))
                .invoke(found -> all.addAll(Found.operations(found, "id")))
                .chain(() -> deliveries.find(id))
                .map(found -> {
                    if (found != null) {
                        all.add(Found.delivery(found, "id"));
                    }
                    return all;
                });
    }

    private Uni<List<Found>> byNumber(long number, @Nullable String last4, int most) {
        List<Found> all = new ArrayList<>();
        return cards.byIssuerNumber(number)
                .invoke(found -> all.addAll(Found.cards(found, "issuer_card_id")))
                .chain(() -> cardholders.byIssuerNumber(number))
                .invoke(found -> all.addAll(Found.cardholders(found, "issuer_user_id")))
                .chain(() -> operations.byIssuerNumber(number, most))
                .invoke(found -> all.addAll(Found.operations(found, "issuer_number")))
                .chain(() -> byLast4(last4, most))
                .map(found -> {
                    all.addAll(Found.cards(found, "last4"));
                    return all;
                });
    }

    private Uni<List<CardView>> byLast4(@Nullable String last4, int most) {
        return last4 == null ? Uni.createFrom().item(List.of()) : cards.byLast4(last4, most);
    }
}
