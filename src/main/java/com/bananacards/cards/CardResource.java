package com.bananacards.cards;

import com.bananacards.http.Page;
import com.bananacards.http.Paging;
import com.bananacards.http.Problem;
import com.bananacards.journal.Journal;
import com.bananacards.journal.TimelineEntry;
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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** {@code /v1/cards}: what is known of cards. */
@Path("/v1/cards")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.MERCHANT, Roles.CARDHOLDER, Roles.OPERATOR})
@Tag(name = "Cards")
class CardResource {

    private static final Pattern LAST4 = Pattern.compile("[0-9]{4}");

    private final CardReads reads;
    private final Journal journal;
    private final CurrentCaller caller;

    @Inject
    CardResource(CardReads reads, Journal journal, CurrentCaller caller) {
        this.reads = reads;
        this.journal = journal;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listCards", summary = "Cards, newest first")
    public Uni<Page<CardView>> list(
            @RestQuery("cardholder_id") @Nullable String cardholderId,
            @Parameter(schema = @Schema(implementation = CardStatus.class)) @RestQuery @Nullable
                    String status,
            @Parameter(schema = @Schema(implementation = CardType.class)) @RestQuery @Nullable
                    String type,
            @RestQuery @Nullable String last4,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String after) {
        CardReads.Filter filter = new CardReads.Filter(
                Paging.id("cardholder_id", cardholderId),
                Paging.literal("status", status, CardStatus.class),
                Paging.literal("type", type, CardType.class),
                last4(last4));
        return reads.list(caller.get(), filter, Paging.of(limit, after));
    }

    private static Optional<String> last4(@Nullable String text) {
        if (text != null && !LAST4.matcher(text).matches()) {
            throw Problem.invalid("?last4", "format", "must be 4 digits");
        }
        return Optional.ofNullable(text);
    }

    @GET
    @Path("/{id}/timeline")
    @Operation(
            operationId = "getCardTimeline",
            summary = "What happened to a card and why, oldest first")
    public Uni<Page<TimelineEntry>> timeline(
            @RestPath UUID id,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String after) {
        Paging paging = Paging.of(limit, null);
        long position = Paging.position(after);
        return reads.find(caller.get(), id)
                .chain(card -> journal.timeline(id, position, paging.fetch()))
                .map(entries -> Page.of(
                        entries,
                        paging.limit(),
                        entry -> Long.toString(entry.position()),
                        Function.identity()));
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getCard", summary = "One card")
    public Uni<CardView> get(@RestPath UUID id) {
        return reads.get(caller.get(), id);
    }
}
